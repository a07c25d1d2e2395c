import type { DeviceFilter } from '@/domain/device';
import type { GroupMembers } from '@/domain/device-group';
import type { Prisma } from './generated/client';
import { searchKey } from './search-key';

/** Devices that match every given field and, where a group is given, belong to it. */
export type DeviceQuery = DeviceFilter & { readonly within?: GroupMembers | undefined };

export function deviceWhere({ within, ...filter }: DeviceQuery): Prisma.DeviceWhereInput {
  const where = filterWhere(filter);
  if (!within) return where;
  const member = 'filter' in within ? filterWhere(within.filter) : { groups: { some: { groupId: within.listOf } } };
  return { AND: [where, member] };
}

function filterWhere({ search, country, countries, platform, tag }: DeviceFilter): Prisma.DeviceWhereInput {
  return {
    ...(search ? { searchText: { contains: searchKey(search) } } : {}),
    ...(country || countries ? { country: { equals: country || undefined, in: countries } } : {}),
    ...(platform ? { platform } : {}),
    ...(tag ? { tags: { some: { tag } } } : {}),
  };
}
