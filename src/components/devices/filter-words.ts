import type { DeepReadonly } from '@/domain/deep-readonly';
import { PLATFORM_LABELS } from '@/domain/device';
import type { DeviceFilter } from '@/domain/device-schema';
import { countryName } from '@/domain/format';

/** More countries than this are told as a number. */
const MAX_NAMED = 3;

/** A filter in words: `Germany · tagged core · “fra”`; empty for none. */
export function filterWords({ search, country, countries, platform, tag }: DeepReadonly<DeviceFilter>): string {
  const parts = [
    country && countryName(country),
    countries && countriesWords(countries),
    platform && PLATFORM_LABELS[platform],
    tag && `tagged ${tag}`,
    search && `“${search}”`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** `Germany, France or Japan`, `12 countries`. */
export function countriesWords(countries: readonly string[]): string {
  if (countries.length > MAX_NAMED) return `${countries.length} countries`;
  const names = countries.map(countryName);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
