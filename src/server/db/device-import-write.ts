import type { Database } from './client';
import { type DeviceInput, deviceColumns, uniqueTags } from './device-record';
import { insertDevices, insertTags, updateDevices } from './hot-path';
import { newId } from './new-id';
import { breathe } from './sql';

/** A device that an import makes (`id` null) or changes as a whole. */
export interface ImportedDevice {
  readonly id: string | null;
  readonly device: DeviceInput;
}

const CHUNK = 1_000;

/** In bulk and past Prisma: one statement per thousand devices, so that 50,000 do not hold up running jobs. */
export async function importDevices(
  { sql }: Database,
  devices: readonly ImportedDevice[],
): Promise<{ ok: true } | { ok: false; reason: 'conflict' }> {
  // As Prisma's adapter writes times, so that the text of all rows compares.
  const now = new Date().toISOString().replace('Z', '+00:00');
  try {
    await sql.transaction(async (tx) => {
      for (let start = 0; start < devices.length; start += CHUNK) {
        const chunk = devices.slice(start, start + CHUNK).map(({ id, device }) => ({
          isNew: id === null,
          row: { id: id ?? newId(), ...deviceColumns(device), now },
          tags: uniqueTags(device.tags ?? []),
        }));
        const fresh = chunk.filter(({ isNew }) => isNew).map(({ row }) => row);
        const changed = chunk.filter(({ isNew }) => !isNew).map(({ row }) => row);
        await insertDevices(tx, fresh);
        if ((await updateDevices(tx, changed)) !== changed.length) throw new ImportConflict();
        await insertTags(
          tx,
          changed.map(({ id }) => id),
          chunk.flatMap(({ row, tags }) => tags.map((tag) => [row.id, tag] as const)),
        );
        await breathe();
      }
    });
  } catch (error) {
    if (error instanceof ImportConflict || isConstraintViolation(error)) return { ok: false, reason: 'conflict' };
    throw error;
  }
  return { ok: true };
}

class ImportConflict extends Error {}

/** A name, an endpoint or a credential that was there, or was not, when the import was planned. */
function isConstraintViolation(error: unknown): boolean {
  const cause = (error as { cause?: { kind?: string } }).cause;
  return cause?.kind === 'UniqueConstraintViolation' || cause?.kind === 'ForeignKeyConstraintViolation';
}
