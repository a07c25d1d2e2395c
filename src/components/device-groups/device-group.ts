import type { DeviceFilter } from '@/domain/device-schema';
import { formatCount } from '@/domain/format';
import { filterWords } from '../devices/filter-words';
import type { Outputs } from '../shell/api';

export type DeviceGroup = Outputs['deviceGroups']['heads']['items'][number];

/** What is being put down in the sheet: nothing, a group that exists, or a new one of a filter or of devices. */
export type Editing =
  | null
  | DeviceGroup
  | { readonly filter: DeviceFilter }
  | { readonly deviceIds: readonly string[] };

/** Who belongs to it, in words. */
export const membersWords = ({ filter }: Pick<DeviceGroup, 'filter'>): string =>
  filter ? filterWords(filter) : 'A list of devices';

/** `2 devices of the list were deleted`; null where none was. */
export function deletedWords({ deletedDevices }: Pick<DeviceGroup, 'deletedDevices'>): string | null {
  if (deletedDevices === 0) return null;
  return `${formatCount(deletedDevices, 'device')} of the list ${deletedDevices === 1 ? 'was' : 'were'} deleted`;
}

export const devicesOfGroup = (id: string): string => `/devices?group=${id}`;
export const newJobWithGroup = (id: string): string => `/jobs/new?group=${id}`;
