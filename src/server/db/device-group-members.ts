import type { Prisma } from './generated/client';
import { insertMembers, selectKnownDevices } from './hot-path';
import { chunks, type Sql, type SqlRow } from './sql';

/**
 * Returns how many joined, or the ids that the inventory does not have; then nobody did. Those that are in the list stay
 * where they are. A list may have thousands of devices, and running jobs write to the same database: hence plain SQL.
 */
export async function addMembers(
  tx: Prisma.TransactionClient,
  groupId: string,
  deviceIds: readonly string[],
): Promise<number | { unknown: string[] }> {
  const sql = plainSql(tx);
  const wanted = [...new Set(deviceIds)];
  const known = await selectKnownDevices(sql, wanted);
  const unknown = wanted.filter((id) => !known.has(id));
  return unknown.length > 0 ? { unknown } : insertMembers(sql, groupId, wanted);
}

/** Returns how many left. */
export async function removeMembers(
  tx: Prisma.TransactionClient,
  groupId: string,
  deviceIds: readonly string[],
): Promise<number> {
  let removed = 0;
  for (const ids of chunks(deviceIds)) {
    removed += (await tx.deviceGroupMember.deleteMany({ where: { groupId, deviceId: { in: ids } } })).count;
  }
  return removed;
}

/** Plain SQL within a transaction of Prisma's. */
const plainSql = (tx: Prisma.TransactionClient): Sql => ({
  run: (sql, values = []) => tx.$executeRawUnsafe(sql, ...values),
  all: (sql, values = []) => tx.$queryRawUnsafe<SqlRow[]>(sql, ...values),
});
