import { type DevicePlatform, PLATFORM_LABELS } from '@/domain/device';
import { countryName } from '@/domain/format';
import type { Dimension } from './wall-groups';

export const DIMENSION_WORDS = {
  country: { one: 'Country', many: 'Countries', none: 'no country' },
  site: { one: 'Site', many: 'Sites', none: 'no site' },
  platform: { one: 'Platform', many: 'Platforms', none: 'no platform' },
  area: { one: 'Area', many: 'OSPF areas', none: 'no area' },
  batch: { one: 'Batch', many: 'Batches', none: 'no batch' },
} satisfies Record<Dimension, { one: string; many: string; none: string }>;

/** `Germany`, `Frankfurt`, `Cisco IOS / IOS XE`, `Area 0.0.0.0`, `Batch 7`. */
export function groupName(dimension: Dimension, key: string): string {
  if (key === '') return DIMENSION_WORDS[dimension].none;
  switch (dimension) {
    case 'country':
      return countryName(key);
    case 'platform':
      return PLATFORM_LABELS[key as DevicePlatform] ?? key;
    case 'batch':
      return `Batch ${key}`;
    case 'area':
      return `Area ${key}`;
    case 'site':
      return key;
    default:
      return dimension satisfies never;
  }
}

/** The filter of the page that shows this group alone. */
export const groupFilter = (dimension: Dimension, key: string) =>
  dimension === 'batch' ? { batch: Number(key) } : { [dimension]: key };
