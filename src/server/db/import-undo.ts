import { canonicalEndpoint } from '@/domain/device';
import type { Database } from './client';
import { sameSnapshot } from './device-snapshot';
import { deleteDevices, selectTaken } from './hot-path';
import {
  databaseTime,
  ImportConflict,
  isConstraintViolation,
  type KeptDevice,
  putDevices,
  snapshotsOf,
} from './import-write';
import { breathe, type Sql } from './sql';

export type ImportUndone =
  | { readonly ok: true; readonly deleted: number; readonly restored: number }
  | { readonly ok: false; readonly reason: 'not_found' | 'undone' | 'not_last' }
  /** Devices that are not as the import left them, or that have a name or an address now which another one had. Some of their names. */
  | { readonly ok: false; readonly reason: 'changed'; readonly devices: readonly string[]; readonly total: number }
  /** A credential or a jump host that devices had before is gone. */
  | { readonly ok: false; readonly reason: 'gone' };

/** Names in an answer; the others are a number. */
const MAX_NAMED = 20;

/** In one transaction; every device is looked at before the first one is touched. */
export async function undoImport({ sql }: Database, runId: string, by: string): Promise<ImportUndone> {
  const at = new Date();
  try {
    return await sql.transaction(async (tx) => {
      const parts = await partsOf(tx, runId);
      const changed = await changedSince(tx, parts);
      if (changed.length > 0) {
        return { ok: false, reason: 'changed', devices: changed.slice(0, MAX_NAMED), total: changed.length } as const;
      }
      const counts = { deleted: 0, restored: 0 };
      // What it made goes first: it may stand where something else was before.
      for (const part of parts) {
        counts.deleted += await deleteDevices(
          tx,
          part.filter(({ before }) => before === null).map(({ id }) => id),
        );
        await breathe();
      }
      for (const part of parts) {
        const former = part.flatMap(({ id, before }) => (before ? [{ id, device: before }] : []));
        await putDevices(tx, [], former, databaseTime(at));
        counts.restored += former.length;
        await breathe();
      }
      const undone = 'UPDATE "ImportRun" SET "undoneAt" = ?, "undoneBy" = ? WHERE "id" = ? AND "undoneAt" IS NULL';
      if ((await tx.run(undone, [at.toISOString(), by, runId])) !== 1) throw new ImportConflict();
      await tx.run('DELETE FROM "ImportPart" WHERE "runId" = ?', [runId]);
      return { ok: true, ...counts } as const;
    });
  } catch (error) {
    if (error instanceof ImportConflict) return { ok: false, reason: 'undone' };
    // Names and addresses were looked at; what is left are credentials and jump hosts.
    if (isConstraintViolation(error)) return { ok: false, reason: 'gone' };
    throw error;
  }
}

async function partsOf(tx: Sql, runId: string): Promise<KeptDevice[][]> {
  const rows = await tx.all('SELECT "data" FROM "ImportPart" WHERE "runId" = ? ORDER BY "part"', [runId]);
  return rows.map(({ data }) => JSON.parse(String(data)) as KeptDevice[]);
}

/** Names of the devices that keep the import from being undone, as they are called now. */
async function changedSince(tx: Sql, parts: readonly KeptDevice[][]): Promise<string[]> {
  const own = new Set(parts.flat().map(({ id }) => id));
  const names = new Set<string>();
  for (const part of parts) {
    const current = await snapshotsOf(
      tx,
      part.map(({ id }) => id),
    );
    for (const { id, after } of part) {
      const now = current.get(id);
      if (!now || !sameSnapshot(now, after)) names.add(now?.name ?? after.name);
    }
    for (const { id, name } of await takenBy(tx, part)) if (!own.has(id)) names.add(name);
    await breathe();
  }
  return [...names].sort();
}

/** Who has the names and addresses now that these devices had before. */
async function takenBy(tx: Sql, part: readonly KeptDevice[]): Promise<{ id: string; name: string }[]> {
  const moved = part.flatMap(({ before, after }) =>
    before && (before.name !== after.name || before.address !== after.address || before.port !== after.port)
      ? [before]
      : [],
  );
  const rows = await selectTaken(
    tx,
    moved.map(({ name }) => name),
    moved.map(({ address, port }) => canonicalEndpoint(address, port)),
  );
  return rows.map(({ id, name }) => ({ id: String(id), name: String(name) }));
}
