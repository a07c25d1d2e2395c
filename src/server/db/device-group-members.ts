import type { Prisma } from './generated/client';
import { breathe } from './sql';

/** Rows per statement: between two, other work gets its turn. */
const CHUNK = 500;

/** Names of those of these devices that the inventory has, by id, in the order given. */
export async function namesOfDevices(
  tx: Prisma.TransactionClient,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(deviceIds)];
  for (const ids of chunks(wanted)) {
    const rows = await tx.device.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    for (const { id, name } of rows) found.set(id, name);
    await breathe();
  }
  return new Map(wanted.flatMap((id) => (found.has(id) ? [[id, found.get(id)!] as const] : [])));
}

/** Returns how many joined: those that are in the list stay where they are. */
export async function addMembers(
  tx: Prisma.TransactionClient,
  groupId: string,
  devices: ReadonlyMap<string, string>,
): Promise<number> {
  let added = 0;
  for (const chunk of chunks([...devices])) {
    const where = { groupId, deviceId: { in: chunk.map(([id]) => id) } };
    const members = await tx.deviceGroupMember.findMany({ where, select: { deviceId: true } });
    const present = new Set(members.map(({ deviceId }) => deviceId));
    const data = chunk
      .filter(([id]) => !present.has(id))
      .map(([deviceId, deviceName]) => ({ groupId, deviceId, deviceName }));
    await tx.deviceGroupMember.createMany({ data });
    added += data.length;
    await breathe();
  }
  return added;
}

/** Returns how many left. */
export async function removeMembers(
  tx: Prisma.TransactionClient,
  groupId: string,
  deviceIds: readonly string[],
): Promise<number> {
  let removed = 0;
  for (const ids of chunks(deviceIds)) {
    const { count } = await tx.deviceGroupMember.deleteMany({ where: { groupId, deviceId: { in: ids } } });
    removed += count;
  }
  return removed;
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += CHUNK) yield all.slice(start, start + CHUNK);
}
