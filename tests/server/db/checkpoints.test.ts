import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCheckpoints } from '@/server/db/checkpoints';
import { type Database, openDatabase } from '@/server/db/client';
import { migrateDatabase } from '@/server/db/migrate';

let folder: string;
let path: string;
let database: Database;
const errors: unknown[] = [];
const log = { error: (fields: object) => errors.push(fields) };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'areazero-checkpoints-'));
  path = join(folder, 'areazero.db');
  await migrateDatabase(`file:${path}`);
  database = await openDatabase(`file:${path}`);
  errors.length = 0;
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const ENTRIES = 40;
const write = () =>
  database.sql.transaction(async (tx) => {
    for (let entry = 0; entry < ENTRIES; entry += 1) {
      await tx.run('INSERT INTO "AuditEntry" ("actor", "action", "subject", "detail") VALUES (?, ?, ?, ?)', [
        'x'.repeat(100_000),
        'test',
        '',
        '{}',
      ]);
    }
  });

/** Frames of the log, and how many of them are in the file. NOOP looks and does nothing. */
async function folded() {
  const [row] = await database.sql.all('PRAGMA wal_checkpoint(NOOP)');
  return { log: Number(row?.log), checkpointed: Number(row?.checkpointed) };
}

describe('checkpoints in a thread', () => {
  it('fold what was written, so that the writer never does', async () => {
    const end = await startCheckpoints(database, { path, log, everyMs: 5, minLogBytes: 1 });
    const before = statSync(path).size;
    // Four times what makes SQLite itself fold the log.
    for (let part = 0; part < 4; part += 1) await write();
    await vi.waitFor(
      async () => {
        const { log: frames, checkpointed } = await folded();
        expect(checkpointed).toBe(frames);
        expect(statSync(path).size).toBeGreaterThan(before + ENTRIES * 100_000);
      },
      { timeout: 20_000 },
    );
    await end();
    expect(errors).toEqual([]);
  });

  it('leave a short log alone', async () => {
    const end = await startCheckpoints(database, { path, log, everyMs: 5, minLogBytes: 2 ** 40 });
    await write();
    await write();
    const { log: frames, checkpointed } = await folded();
    expect(frames).toBeGreaterThan(1_000);
    expect(checkpointed).toBe(0);
    await end();
  });

  it('go on after the thread could not open the file, and say so', async () => {
    const elsewhere = join(folder, 'elsewhere.db');
    rmSync(elsewhere, { force: true });
    const end = await startCheckpoints(database, { path: elsewhere, log, everyMs: 5, minLogBytes: 0 });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1), { timeout: 20_000 });
    await end();
    await write();
  });
});
