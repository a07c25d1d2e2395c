import type { DeepReadonly } from '@/domain/deep-readonly';
import { formatCount } from '@/domain/format';
import type { SelectionFilter } from '@/domain/job-origin';
import { filterWords } from '../devices/filter-words';

/** How devices were or will be selected; `devices`: how many were named one by one. */
export interface SelectionFacts {
  readonly filter: DeepReadonly<SelectionFilter> | null | undefined;
  readonly group: { readonly name: string } | null;
  readonly devices: number | null;
}

/** `Every device`, `Group Core`, `Group Core, only Germany`, `Germany · tagged core`, `12 devices by hand`. */
export function selectionWords({ filter, group, devices }: SelectionFacts): string {
  const { all, ...fields } = filter ?? {};
  const words = filterWords(fields);
  if (group) return words ? `Group ${group.name}, only ${words}` : `Group ${group.name}`;
  if (all) return 'Every device';
  if (words) return words;
  return devices === null ? 'No devices' : `${formatCount(devices, 'device')} by hand`;
}
