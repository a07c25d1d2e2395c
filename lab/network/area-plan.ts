import type { Country } from './countries';
import { selectCountries } from './countries';

/** Who is in which area before any router exists: `inside` counts the area's routers with its border routers. */
export interface AreaPlan {
  readonly area: number;
  readonly country: Country;
  readonly inside: number;
  readonly borders: number;
}

export interface FleetPlan {
  /** Backbone-only routers, spread over the countries. */
  readonly cores: number;
  readonly countries: readonly Country[];
  readonly areas: readonly AreaPlan[];
}

/** Keeps one link-state database to a size that a real router would be given. */
const MAX_AREA_ROUTERS = 150;
/** Below this a fleet is one backbone area. */
const MIN_MULTI_AREA_ROUTERS = 8;
const MIN_AREA_ROUTERS = 4;
/** One backbone-only router per this many routers. */
const ROUTERS_PER_CORE = 40;

/** Splits `total` by weight into integers that add up to it, each at least `floor` (largest remainder). */
function shares(total: number, weights: readonly number[], floor: number): number[] {
  const spare = total - floor * weights.length;
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (spare * weight) / sum);
  const result = exact.map((value) => Math.floor(value) + floor);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = total - result.reduce((a, b) => a + b, 0);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    result[index] = result[index]! + 1;
    left -= 1;
  }
  return result;
}

/** Plans `size` routers over the countries: area 0 alone for a small fleet, else one or more areas per country. */
export function planFleet(size: number, countryCodes?: readonly string[]): FleetPlan {
  const all = selectCountries(countryCodes);
  if (size < MIN_MULTI_AREA_ROUTERS) return { cores: size, countries: all, areas: [] };
  const cores = Math.floor(size / ROUTERS_PER_CORE);
  const countries = all.slice(0, Math.max(1, Math.floor((size - cores) / MIN_AREA_ROUTERS)));
  const perCountry = shares(
    size - cores,
    countries.map((country) => country.weight),
    MIN_AREA_ROUTERS,
  );
  const areas: AreaPlan[] = [];
  countries.forEach((country, index) => {
    const routers = perCountry[index]!;
    const parts = Math.ceil(routers / MAX_AREA_ROUTERS);
    for (const inside of shares(routers, Array(parts).fill(1), 0)) {
      areas.push({ area: areas.length + 1, country, inside, borders: inside >= 6 ? 2 : 1 });
    }
  });
  return { cores, countries, areas };
}
