import { formatCount, formatNumber } from '@/domain/format';
import type { Outputs } from '../shell/api';

export type GroupsView = Outputs['jobs']['outputGroups'];
export type OutputGroup = GroupsView['items'][number];

/** `9,812 identical, 3 variants`. */
export function groupWords({ devices, identical, variants }: GroupsView['platforms'][number]): string {
  if (devices === 1) return '1 answer';
  if (variants === 0) return `all ${formatNumber(devices)} identical`;
  if (identical === 1) return `${formatNumber(devices)} answers, no two alike`;
  return `${formatNumber(identical)} identical, ${formatCount(variants, 'variant')}`;
}
