import { canonicalEndpoint } from '@/domain/device';
import type { Database } from './client';
import { sameSnapshot } from './device-snapshot';
import { addDifferences, type DeviceColumn, DeviceConflict, openDeviceStage } from './device-stage';
import { selectTaken } from './hot-path';
import { constraintOf, databaseTime, type KeptDevice, seenDevices } from './import-write';
import { breathe, type Sql } from './sql';

export type ImportUndone =
  | { readonly ok: true; readonly deleted: number; readonly restored: number }
  | { readonly ok: false; readonly reason: 'not_found' | 'undone' | 'not_last' }
  /** Devices that are not as the import left them, or that have a name or an address now which another one had. Some of their names. */
  | { readonly ok: false; readonly reason: 'changed'; readonly devices: readonly string[]; readonly total: number }
  /** A credential or a jump host that devices had before is gone. */
  | { readonly ok: false; readonly reason: 'gone' };

type Reading = Pick<Sql, 'all'>;

/** Names in an answer; the others are a number. */
const MAX_NAMED = 20;
/** What changes in the very moment of an undo is looked at again; this often in a row is no coincidence. */
const ATTEMPTS = 3;

/** In one transaction; every device is looked at before it begins, and must in it be what it was then. */
export async function undoImport(db: Database, runId: string, by: string): Promise<ImportUndone> {
  for (let attempt = 1; ; attempt += 1) {
    const look = await lookAt(db.reads.sql, runId);
    const devices = look.changed.slice(0, MAX_NAMED);
    if (devices.length > 0) return { ok: false, reason: 'changed', devices, total: look.changed.length };
    const undone = await takeBack(db, runId, by, look);
    if (undone !== 'changed') return undone;
    if (attempt === ATTEMPTS) throw new Error('The inventory kept changing while an import was undone');
  }
}

async function takeBack(
  { sql, reads }: Database,
  runId: string,
  by: string,
  { parts, columns, seenAt }: Look,
): Promise<ImportUndone | 'changed'> {
  const stage = await openDeviceStage(sql, columns);
  const counts = { deleted: 0, restored: 0 };
  try {
    for (let part = 0; part < parts; part += 1) {
      const kept = await partOf(reads.sql, runId, part);
      const dropped = kept.flatMap(({ id, before }) => (before ? [] : [{ id, seenAt: seenAt.get(id)! }]));
      const changed = kept.flatMap(({ id, before, after }) =>
        before ? [{ id, device: before, from: after, seenAt: seenAt.get(id)! }] : [],
      );
      await stage.add({ dropped, changed });
      counts.deleted += dropped.length;
      counts.restored += changed.length;
    }
    return await sql.transaction(async (tx) => {
      const at = new Date();
      const undone = 'UPDATE "ImportRun" SET "undoneAt" = ?, "undoneBy" = ? WHERE "id" = ? AND "undoneAt" IS NULL';
      if ((await tx.run(undone, [at.toISOString(), by, runId])) !== 1) return { ok: false, reason: 'undone' } as const;
      await stage.apply(tx, databaseTime(at));
      await tx.run('DELETE FROM "ImportPart" WHERE "runId" = ?', [runId]);
      return { ok: true, ...counts } as const;
    });
  } catch (error) {
    if (error instanceof DeviceConflict || constraintOf(error) === 'taken') return 'changed';
    if (constraintOf(error) === 'gone') return { ok: false, reason: 'gone' };
    throw error;
  } finally {
    await stage.close();
  }
}

interface Look {
  /** How many the import has. */
  readonly parts: number;
  /** Names of the devices that keep it from being undone, as they are called now. */
  readonly changed: readonly string[];
  /** Those that change on the way back. */
  readonly columns: ReadonlySet<DeviceColumn>;
  /** Of each device of the import. */
  readonly seenAt: ReadonlyMap<string, string>;
}

async function lookAt(sql: Reading, runId: string): Promise<Look> {
  const [row] = await sql.all('SELECT COUNT(*) AS "parts" FROM "ImportPart" WHERE "runId" = ?', [runId]);
  const parts = Number(row?.parts);
  const seenAt = new Map<string, string>();
  const columns = new Set<DeviceColumn>();
  const changed = new Set<string>();
  const taken = new Map<string, string>();
  for (let part = 0; part < parts; part += 1) {
    const kept = await partOf(sql, runId, part);
    const found = await seenDevices(
      sql,
      kept.map(({ id }) => id),
    );
    for (const { id, before, after } of kept) {
      const now = found.get(id);
      seenAt.set(id, now?.seenAt ?? '');
      if (!now || !sameSnapshot(now.device, after)) changed.add(now?.device.name ?? after.name);
      if (before) addDifferences(columns, before, after);
    }
    for (const { id, name } of await takenBy(sql, kept)) taken.set(id, name);
    await breathe();
  }
  for (const [id, name] of taken) if (!seenAt.has(id)) changed.add(name);
  return { parts, columns, seenAt, changed: [...changed].sort() };
}

/** Empty where somebody has taken the import back meanwhile. */
async function partOf(sql: Reading, runId: string, part: number): Promise<KeptDevice[]> {
  const [row] = await sql.all('SELECT "data" FROM "ImportPart" WHERE "runId" = ? AND "part" = ?', [runId, part]);
  return row ? (JSON.parse(String(row.data)) as KeptDevice[]) : [];
}

/** Who has the names and addresses now that these devices had before. */
async function takenBy(sql: Reading, part: readonly KeptDevice[]): Promise<{ id: string; name: string }[]> {
  const moved = part.flatMap(({ before, after }) =>
    before && (before.name !== after.name || before.address !== after.address || before.port !== after.port)
      ? [before]
      : [],
  );
  const rows = await selectTaken(
    sql,
    moved.map(({ name }) => name),
    moved.map(({ address, port }) => canonicalEndpoint(address, port)),
  );
  return rows.map(({ id, name }) => ({ id: String(id), name: String(name) }));
}
