import type { Database } from './client';
import { type DeviceInput, deviceColumns } from './device-record';
import { type DeviceSnapshot, sameSnapshot, snapshotOf, snapshotOfRow } from './device-snapshot';
import { insertDevices, insertRows, insertTags, selectDevices, updateDevices } from './hot-path';
import { newId } from './new-id';
import { breathe, type Sql } from './sql';

/** A device that an import makes (`before` null), or changes as a whole from what it was when that was planned. */
export interface ImportedDevice {
  readonly before: (DeviceInput & { readonly id: string }) | null;
  readonly device: DeviceInput;
}

export interface ImportWrite {
  readonly writes: readonly ImportedDevice[];
  /** Whose import it is. */
  readonly by: string;
  /** Where it came from, in words. */
  readonly source: string;
  /** Rows that changed nothing, for the history. */
  readonly unchanged: number;
}

export type ImportWritten =
  | { readonly ok: true; readonly importId: string }
  /** The inventory is not what the import was planned on; nothing was written. */
  | { readonly ok: false; readonly reason: 'conflict' };

/** What the undo of an import needs of a device. */
export interface KeptDevice {
  readonly id: string;
  readonly before: DeviceSnapshot | null;
  readonly after: DeviceSnapshot;
}

const CHUNK = 500;
/** Imports that can be undone: each keeps two copies of what it wrote. */
export const KEPT_IMPORTS = 5;
/** Imports in the history. */
const KEPT_RUNS = 500;

/** As Prisma's adapter writes times, so that the text of all rows compares. */
export const databaseTime = (at: Date): string => at.toISOString().replace('Z', '+00:00');

/** In bulk and past Prisma: few statements per hundreds of devices, so that 50,000 do not hold up running jobs. */
export async function writeImport({ sql }: Database, { writes, by, source, unchanged }: ImportWrite) {
  const at = new Date();
  const importId = newId();
  const created = writes.filter(({ before }) => before === null).length;
  const run = [importId, at.toISOString(), by, source, created, writes.length - created, unchanged];
  try {
    await sql.transaction(async (tx) => {
      await insertRows(tx, 'ImportRun', ['id', 'at', 'by', 'source', 'created', 'updated', 'unchanged'], [run]);
      for (let start = 0; start < writes.length; start += CHUNK) {
        const kept = await writeChunk(tx, writes.slice(start, start + CHUNK), databaseTime(at));
        const part = [importId, start / CHUNK, JSON.stringify(kept)];
        await insertRows(tx, 'ImportPart', ['runId', 'part', 'data'], [part]);
        await breathe();
      }
      await forgetOlder(tx);
    });
  } catch (error) {
    if (error instanceof ImportConflict || isConstraintViolation(error)) {
      return { ok: false, reason: 'conflict' } as const;
    }
    throw error;
  }
  return { ok: true, importId } as const;
}

async function writeChunk(tx: Sql, writes: readonly ImportedDevice[], now: string): Promise<KeptDevice[]> {
  const kept = writes.map(({ before, device }) => ({
    id: before?.id ?? newId(),
    before: before && snapshotOf(before),
    after: snapshotOf(device),
  }));
  const changed = kept.filter(({ before }) => before !== null);
  const found = await snapshotsOf(
    tx,
    changed.map(({ id }) => id),
  );
  for (const { id, before } of changed) {
    const current = found.get(id);
    if (!current || !before || !sameSnapshot(current, before)) throw new ImportConflict();
  }
  await putDevices(
    tx,
    kept.filter(({ before }) => before === null).map(({ id, after }) => ({ id, device: after })),
    changed.map(({ id, after }) => ({ id, device: after })),
    now,
  );
  return kept;
}

interface Placed {
  readonly id: string;
  readonly device: DeviceSnapshot;
}

/** Makes `fresh` ones and overwrites `changed` ones, tags included. */
export async function putDevices(tx: Sql, fresh: readonly Placed[], changed: readonly Placed[], now: string) {
  const rowsOf = (devices: readonly Placed[]) =>
    devices.map(({ id, device }) => ({ id, ...deviceColumns(device), now }));
  // One that is changed may give its name or its place to a new one.
  if ((await updateDevices(tx, rowsOf(changed))) !== changed.length) throw new ImportConflict();
  await insertDevices(tx, rowsOf(fresh));
  const tags = [...fresh, ...changed].flatMap(({ id, device }) => device.tags.map((tag) => [id, tag] as const));
  await insertTags(
    tx,
    changed.map(({ id }) => id),
    tags,
  );
}

/** Devices as they are in the database, by id. */
export async function snapshotsOf(tx: Sql, ids: readonly string[]): Promise<Map<string, DeviceSnapshot>> {
  const { devices, tags } = await selectDevices(tx, ids);
  const tagsOf = new Map<string, string[]>();
  for (const { deviceId, tag } of tags) {
    const known = tagsOf.get(String(deviceId));
    if (known) known.push(String(tag));
    else tagsOf.set(String(deviceId), [String(tag)]);
  }
  return new Map(devices.map((row) => [String(row.id), snapshotOfRow(row, tagsOf.get(String(row.id)) ?? [])]));
}

async function forgetOlder(tx: Sql): Promise<void> {
  const newest = 'SELECT "id" FROM "ImportRun" ORDER BY "at" DESC, "id" DESC LIMIT ?';
  await tx.run(`DELETE FROM "ImportPart" WHERE "runId" NOT IN (${newest})`, [KEPT_IMPORTS]);
  await tx.run(`DELETE FROM "ImportRun" WHERE "id" NOT IN (${newest})`, [KEPT_RUNS]);
}

export class ImportConflict extends Error {}

/** A name, an endpoint or a credential that was there, or was not, when the import was planned. */
export function isConstraintViolation(error: unknown): boolean {
  const cause = (error as { cause?: { kind?: string } }).cause;
  return cause?.kind === 'UniqueConstraintViolation' || cause?.kind === 'ForeignKeyConstraintViolation';
}
