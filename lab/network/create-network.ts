import { type AreaPlan, planFleet } from './area-plan';
import type { Country } from './countries';
import type { Draft } from './draft';
import type { Network, RouterRole } from './model';
import { createPlatformPicker, type PlatformMix, type PlatformPicker } from './platform-mix';
import { PORTS } from './ports';
import { createRandom } from './random';
import { wireArea } from './wiring';

/** Areas are numbered within one byte of the address plan, 10.<area>.0.0/16. */
export const MAX_ROUTERS = 20_000;

export interface NetworkOptions {
  /** Any integer. The same options give the same network, byte for byte. */
  readonly seed: number;
  /** 1 to 20,000 routers. */
  readonly size: number;
  /** ISO alpha-2 codes to draw from; default all of the lab's countries. */
  readonly countries?: readonly string[];
  /** Shares by platform, as whole numbers; default two of IOS to one of FRR, drawn at random. */
  readonly platforms?: PlatformMix;
}

const PER_SITE: Record<RouterRole, number> = { core: 2, abr: 2, agg: 6, acc: 24 };

/** Generates one consistent OSPF network: backbone area 0, country areas behind border routers, links and addresses. */
export function createNetwork(options: NetworkOptions): Network {
  const { seed, size } = options;
  if (!Number.isInteger(size) || size < 1 || size > MAX_ROUTERS) {
    throw new RangeError(`Expected size from 1 to ${MAX_ROUTERS}, got ${size}`);
  }
  const draft: Draft = { random: createRandom(seed), routers: [], links: [] };
  const add = createRouterFactory(draft, createPlatformPicker(options.platforms));
  const plan = planFleet(size, options.countries);
  const members = new Map<number, number[]>([[0, []]]);
  const backbone = members.get(0)!;

  for (let i = 0; i < plan.cores; i += 1) {
    backbone.push(add(plan.countries[i % plan.countries.length]!, 'core', [0], i));
  }
  for (const area of plan.areas) {
    const inside = addArea(area, add);
    members.set(area.area, inside);
    backbone.push(...inside.slice(0, area.borders));
  }
  for (const [area, routers] of members) wireArea(draft, area, routers);
  return { seed, routers: draft.routers, links: draft.links, areas: members };
}

type AddRouter = (country: Country, role: RouterRole, areas: number[], ordinal: number) => number;

/** The routers of one country area, border routers first. Returns their indexes. */
function addArea(plan: AreaPlan, add: AddRouter): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < plan.inside; i += 1) {
    if (i < plan.borders) indexes.push(add(plan.country, 'abr', [0, plan.area], i));
    else indexes.push(add(plan.country, i % 5 === 2 ? 'agg' : 'acc', [plan.area], i));
  }
  return indexes;
}

/** Makes routers with a unique name and a unique loopback, which is also the router id. */
function createRouterFactory(draft: Draft, pickPlatform: PlatformPicker): AddRouter {
  const numbers = new Map<string, number>();
  const loopbacks = new Map<number, number>();
  return (country, role, areas, ordinal) => {
    const index = draft.routers.length;
    const site = country.sites[Math.floor(ordinal / PER_SITE[role]) % country.sites.length]!;
    const prefix = `${site.code}-${role}`;
    const number = (numbers.get(prefix) ?? 0) + 1;
    numbers.set(prefix, number);
    const home = areas[0]!;
    const host = (loopbacks.get(home) ?? 0) + 1;
    loopbacks.set(home, host);
    const routerId = loopbackAddress(home, host);
    const platform = pickPlatform(draft.random);
    draft.routers.push({
      index,
      name: `${prefix}-${String(number).padStart(2, '0')}`,
      routerId,
      country: country.code,
      site: site.code,
      role,
      platform,
      areas,
      interfaces: [{ ...PORTS[platform].loopback, kind: 'loopback', address: routerId, prefixLength: 32, area: home }],
    });
    return index;
  };
}

/** The nth loopback (from 1) of an area, leaving out last octets 0 and 255. */
function loopbackAddress(area: number, nth: number): number {
  const host = (Math.floor((nth - 1) / 254) << 8) | (((nth - 1) % 254) + 1);
  return ((10 << 24) | (area << 16) | host) >>> 0;
}
