import type { DeviceQuery } from '@/domain/device-group';
import type { DeviceFilter } from '@/domain/device-schema';
import type { Prisma } from './generated/client';
import { searchKey } from './search-key';

export function deviceWhere({ within, ...filter }: DeviceQuery): Prisma.DeviceWhereInput {
  const where = filterWhere(filter);
  if (!within) return where;
  const member = 'filter' in within ? filterWhere(within.filter) : { groups: { some: { groupId: within.listOf } } };
  return { AND: [where, member] };
}

function filterWhere({ search, country, countries, platform, tag }: DeviceFilter): Prisma.DeviceWhereInput {
  // Tags stand in what is searched: its index rules most devices out before their tags are looked up one by one.
  const words = [search, tag].flatMap((text) => (text ? [searchKey(text)] : []));
  return {
    AND: words.map((word) => ({ searchText: { contains: word } })),
    ...(country || countries ? { country: { equals: country || undefined, in: countries } } : {}),
    ...(platform ? { platform } : {}),
    ...(tag ? { tags: { some: { tag } } } : {}),
  };
}
