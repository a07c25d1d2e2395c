import type { RecordedDevice } from '@/domain/device';
import type { Database } from './client';
import { type DeviceInput, recordedDeviceOf, tagsByDevice } from './device-record';
import { sameSnapshot, snapshotOf } from './device-snapshot';
import { addDifferences, type DeviceColumn, DeviceConflict, type DeviceStage, openDeviceStage } from './device-stage';
import { insertRows, selectDevices } from './hot-path';
import { newId } from './new-id';
import { breathe, CHUNK, chunks, type Sql } from './sql';

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

/** Imports that can be undone: each keeps two copies of what it wrote. */
export const KEPT_IMPORTS = 5;
/** Imports in the history. */
const KEPT_RUNS = 500;

/** As Prisma's adapter writes times, so that the text of all rows compares. */
export const databaseTime = (at: Date): string => at.toISOString().replace('Z', '+00:00');

/**
 * In one transaction, and past Prisma. Running jobs wait for it with their events, so what can be done before it is: devices are
 * compared with what the plan saw, and all rows set out, on the side; the transaction copies them.
 */
export async function writeImport(
  { sql, reads }: Database,
  { writes, by, source, unchanged }: ImportWrite,
): Promise<ImportWritten> {
  const importId = newId();
  const created = writes.filter(({ before }) => before === null).length;
  const stage = await openDeviceStage(sql, await changingColumns(writes));
  try {
    await setOut(stage, reads.sql, writes, await newIds(created));
    await sql.transaction(async (tx) => {
      const at = new Date();
      const run = [importId, await runTime(tx, at), by, source, created, writes.length - created, unchanged];
      await insertRows(tx, 'ImportRun', ['id', 'at', 'by', 'source', 'created', 'updated', 'unchanged'], [run]);
      await stage.apply(tx, databaseTime(at));
      await stage.applyTexts(tx, 'ImportPart', importId);
      await forgetOlder(tx);
    });
  } catch (error) {
    if (error instanceof DeviceConflict || constraintOf(error)) return { ok: false, reason: 'conflict' };
    throw error;
  } finally {
    await stage.close();
  }
  return { ok: true, importId };
}

/** Later than any other run's: which one is the newest must be clear, also within a millisecond or when a clock went back. */
async function runTime(tx: Sql, now: Date): Promise<string> {
  const [newest] = await tx.all('SELECT MAX("at") AS "at" FROM "ImportRun"');
  const after = newest?.at ? Date.parse(String(newest.at)) + 1 : 0;
  return new Date(Math.max(now.getTime(), after)).toISOString();
}

async function changingColumns(writes: readonly ImportedDevice[]): Promise<Set<DeviceColumn>> {
  const columns = new Set<DeviceColumn>();
  for (const chunk of chunks(writes)) {
    for (const { before, device } of chunk) {
      if (before) addDifferences(columns, snapshotOf(before), snapshotOf(device));
    }
    await breathe();
  }
  return columns;
}

/** In their order, so that the rows of an import are written along the indexes and not all over them. */
async function newIds(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    ids.push(newId());
    if (ids.length % CHUNK === 0) await breathe();
  }
  return ids.sort();
}

/** Throws `DeviceConflict` where a device is not what the plan saw. */
async function setOut(
  stage: DeviceStage,
  sql: Pick<Sql, 'all'>,
  writes: readonly ImportedDevice[],
  ids: readonly string[],
): Promise<void> {
  let made = 0;
  for (const chunk of chunks(writes)) {
    const kept: KeptDevice[] = chunk.map(({ before, device }) => ({
      id: before?.id ?? ids[made++]!,
      before: before && snapshotOf(before),
      after: snapshotOf(device),
    }));
    const found = await seenDevices(
      sql,
      kept.flatMap(({ id, before }) => (before ? [id] : [])),
    );
    await stage.add({
      fresh: kept.flatMap(({ id, before, after }) => (before ? [] : [{ id, device: after }])),
      changed: kept.flatMap(({ id, before, after }) => {
        if (!before) return [];
        const now = found.get(id);
        if (!now || !sameSnapshot(now.device, before)) throw new DeviceConflict();
        return [{ id, device: after, from: before, seenAt: now.seenAt }];
      }),
    });
    await stage.addText(JSON.stringify(kept));
    await breathe();
  }
}

interface SeenDevice {
  readonly device: RecordedDevice;
  readonly seenAt: string;
}

/** Devices as they are in the database, by id; at most some hundred. */
export async function seenDevices(sql: Pick<Sql, 'all'>, ids: readonly string[]): Promise<Map<string, SeenDevice>> {
  const { devices, tags } = await selectDevices(sql, ids);
  const tagsOf = tagsByDevice(tags);
  return new Map(
    devices.map((row) => {
      const device = snapshotOf(recordedDeviceOf(row, tagsOf.get(String(row.id)) ?? []));
      return [String(row.id), { device, seenAt: String(row.updatedAt) }];
    }),
  );
}

async function forgetOlder(tx: Sql): Promise<void> {
  const newest = 'SELECT "id" FROM "ImportRun" ORDER BY "at" DESC, "id" DESC LIMIT ?';
  await tx.run(`DELETE FROM "ImportPart" WHERE "runId" NOT IN (${newest})`, [KEPT_IMPORTS]);
  await tx.run(`DELETE FROM "ImportRun" WHERE "id" NOT IN (${newest})`, [KEPT_RUNS]);
}

/** `taken`: a name or an endpoint; `gone`: a credential or a jump host. */
export function constraintOf(error: unknown): 'taken' | 'gone' | null {
  const { kind } = (error as { cause?: { kind?: string } }).cause ?? {};
  if (kind === 'UniqueConstraintViolation') return 'taken';
  return kind === 'ForeignKeyConstraintViolation' ? 'gone' : null;
}
