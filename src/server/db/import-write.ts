import type { RecordedDevice } from '@/domain/device';
import type { Database } from './client';
import { type DeviceInput, deviceColumns, recordedDeviceOf } from './device-record';
import { sameSnapshot, sameTags, snapshotOf } from './device-snapshot';
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
  readonly before: RecordedDevice | null;
  readonly after: RecordedDevice;
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
  const importId = newId();
  const created = writes.filter(({ before }) => before === null).length;
  const at = new Date();
  // Made before the transaction: everybody else waits for the end of that.
  const chunks = await keptChunks(writes);
  try {
    await sql.transaction(async (tx) => {
      const run = [importId, await runTime(tx, at), by, source, created, writes.length - created, unchanged];
      await insertRows(tx, 'ImportRun', ['id', 'at', 'by', 'source', 'created', 'updated', 'unchanged'], [run]);
      for (const [part, kept] of chunks.entries()) {
        await writeChunk(tx, kept, databaseTime(at));
        await insertRows(tx, 'ImportPart', ['runId', 'part', 'data'], [[importId, part, JSON.stringify(kept)]]);
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

/** Later than any other run's: which one is the newest must be clear, also within a millisecond or when a clock went back. */
async function runTime(tx: Sql, now: Date): Promise<string> {
  const [newest] = await tx.all('SELECT MAX("at") AS "at" FROM "ImportRun"');
  const after = newest?.at ? Date.parse(String(newest.at)) + 1 : 0;
  return new Date(Math.max(now.getTime(), after)).toISOString();
}

async function keptChunks(writes: readonly ImportedDevice[]): Promise<KeptDevice[][]> {
  const chunks: KeptDevice[][] = [];
  for (let start = 0; start < writes.length; start += CHUNK) {
    const kept = writes.slice(start, start + CHUNK).map(({ before, device }) => ({
      id: before?.id ?? newId(),
      before: before && snapshotOf(before),
      after: snapshotOf(device),
    }));
    chunks.push(kept);
    await breathe();
  }
  return chunks;
}

async function writeChunk(tx: Sql, kept: readonly KeptDevice[], now: string): Promise<void> {
  const fresh = kept.flatMap(({ id, before, after }) => (before ? [] : [{ id, device: after }]));
  const changed = kept.flatMap(({ id, before, after }) => (before ? [{ id, device: after, from: before }] : []));
  const found = await snapshotsOf(
    tx,
    changed.map(({ id }) => id),
  );
  for (const { id, from } of changed) {
    const current = found.get(id);
    if (!current || !sameSnapshot(current, from)) throw new ImportConflict();
  }
  await putDevices(tx, fresh, changed, now);
}

interface Placed {
  readonly id: string;
  readonly device: RecordedDevice;
}

interface Moved extends Placed {
  /** What it is now. */
  readonly from: RecordedDevice;
}

/** Makes `fresh` ones and overwrites `changed` ones, tags included. */
export async function putDevices(tx: Sql, fresh: readonly Placed[], changed: readonly Moved[], now: string) {
  const rowsOf = (devices: readonly Placed[]) =>
    devices.map(({ id, device }) => ({ id, ...deviceColumns(device), now }));
  // One that is changed may give its name or its place to a new one.
  if ((await updateDevices(tx, rowsOf(changed))) !== changed.length) throw new ImportConflict();
  await insertDevices(tx, rowsOf(fresh));
  const retagged = changed.filter(({ device, from }) => !sameTags(device.tags, from.tags));
  await insertTags(
    tx,
    retagged.map(({ id }) => id),
    [...fresh, ...retagged].flatMap(({ id, device }) => device.tags.map((tag) => [id, tag] as const)),
  );
}

/** Devices as they are in the database, by id. */
export async function snapshotsOf(tx: Sql, ids: readonly string[]): Promise<Map<string, RecordedDevice>> {
  const { devices, tags } = await selectDevices(tx, ids);
  const tagsOf = new Map<string, string[]>();
  for (const { deviceId, tag } of tags) {
    const known = tagsOf.get(String(deviceId));
    if (known) known.push(String(tag));
    else tagsOf.set(String(deviceId), [String(tag)]);
  }
  return new Map(
    devices.map((row) => [String(row.id), snapshotOf(recordedDeviceOf(row, tagsOf.get(String(row.id)) ?? []))]),
  );
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
