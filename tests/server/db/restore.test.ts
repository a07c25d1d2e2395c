import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '@/server/db/backup';
import { manifestPath } from '@/server/db/backup-manifest';
import { type Database, openDatabase } from '@/server/db/client';
import { DatabaseInUse, lockDatabase } from '@/server/db/database-lock';
import { migrateDatabase } from '@/server/db/migrate';
import { restoredAt } from '@/server/db/portal-state';
import { restoreBackup } from '@/server/db/restore';

const madeAt = new Date('2026-11-22T10:00:00Z');
const now = new Date('2026-11-22T11:00:00Z');
const subjects = async (database: Database) => (await database.prisma.auditEntry.findMany()).map((row) => row.subject);
const note = (database: Database, subject: string) =>
  database.prisma.auditEntry.create({ data: { actor: 'test', action: 'noted', subject, detail: {} } });

describe('a restore', () => {
  let dir: string;
  let url: string;
  let backup: string;
  /** Everything in the folder, name to content. */
  const contents = async () => {
    const names = (await readdir(dir)).filter((name) => !name.endsWith('.lock')).sort();
    return Promise.all(names.map(async (name) => [name, (await readFile(join(dir, name))).toString('base64')]));
  };
  const restore = (from = backup, replace = true) => restoreBackup({ from, to: url, replace, now, inspect: subjects });

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'areazero-restore-'));
    url = `file:${join(dir, 'areazero.db')}`;
    backup = join(dir, 'backup.db');
    await migrateDatabase(url);
    const database = await openDatabase(url);
    await note(database, 'before');
    await backUp({ from: join(dir, 'areazero.db'), to: backup, version: '1.2.3', now: madeAt });
    await note(database, 'after');
    await database.close();
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('puts the backup in place, marked, and keeps the whole database that was there beside it', async () => {
    const restored = await restore();
    expect(restored).toMatchObject({ manifest: { portal: '1.2.3' }, inspected: ['before'], migrationsApplied: [] });
    const database = await openDatabase(url);
    expect(await subjects(database)).toEqual(['before']);
    expect(await restoredAt(database.sql)).toBe(now.toISOString());
    await database.close();
    expect((await stat(join(dir, 'areazero.db'))).mode & 0o777).toBe(0o600);
    const replaced = await openDatabase(`file:${restored.replaced}`);
    expect(await subjects(replaced)).toEqual(['before', 'after']);
    expect(await restoredAt(replaced.sql)).toBeNull();
    await replaced.close();
    expect((await readdir(dir)).sort()).toEqual(
      [
        'areazero.db',
        'areazero.db.lock',
        'areazero.db.replaced-20261122T110000Z',
        'backup.db',
        'backup.db.json',
      ].sort(),
    );
  });

  it('does not read the log of a process that was killed into the restored database, and loses nothing of it', async () => {
    // What a killed portal leaves: the log that nobody has folded in.
    const database = await openDatabase(url);
    await note(database, 'in the log');
    await copyFile(join(dir, 'areazero.db-wal'), join(dir, 'wal'));
    await copyFile(join(dir, 'areazero.db'), join(dir, 'main'));
    await database.close();
    await copyFile(join(dir, 'wal'), join(dir, 'areazero.db-wal'));
    await copyFile(join(dir, 'main'), join(dir, 'areazero.db'));
    const { replaced } = await restore();
    for (const [file, expected] of [
      [url, ['before']],
      [`file:${replaced}`, ['before', 'after', 'in the log']],
    ] as const) {
      const opened = await openDatabase(file);
      expect(await subjects(opened)).toEqual(expected);
      await opened.close();
    }
  });

  it('sets a database aside that is too damaged to be opened, with its log', async () => {
    await writeFile(join(dir, 'areazero.db'), 'no database');
    await writeFile(join(dir, 'areazero.db-wal'), 'its log');
    const { replaced } = await restore();
    expect(await readFile(replaced!, 'utf8')).toBe('no database');
    expect(await readFile(`${replaced}-wal`, 'utf8')).toBe('its log');
    const database = await openDatabase(url);
    expect(await subjects(database)).toEqual(['before']);
    await database.close();
  });

  it.each([
    ['of which one byte was changed', async () => flipByte(backup), 'is not the file that was backed up'],
    [
      'that was cut short',
      async () => writeFile(backup, (await readFile(backup)).subarray(0, 20_000)),
      'is not the file that was backed up',
    ],
    [
      'that is damaged and has no manifest',
      async () => {
        await rm(manifestPath(backup));
        const bytes = await readFile(backup);
        for (let at = 5_000; at < bytes.length; at += 97) bytes[at]! ^= 0xff;
        await writeFile(backup, bytes);
      },
      /is damaged/,
    ],
    ['whose manifest is no manifest', async () => writeFile(manifestPath(backup), '{'), 'expected the manifest'],
    [
      'that is no database',
      async () => {
        await rm(manifestPath(backup));
        await writeFile(backup, 'hello');
      },
      /file is not a database/,
    ],
    [
      'of a newer version',
      async () => {
        await rm(manifestPath(backup));
        const newer = await openDatabase(`file:${backup}`);
        await newer.sql.run(
          `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
            VALUES ('x', 'x', '29990101000000_later', 1, 1)`,
        );
        await newer.close();
      },
      'newer version',
    ],
    ['that is not there', async () => rm(backup), 'There is no backup'],
  ])('refuses a backup %s and changes nothing', async (_, spoil, expected) => {
    await spoil();
    const before = await contents();
    await expect(restore()).rejects.toThrow(expected);
    expect(await contents()).toEqual(before);
  });

  it('refuses a target that is in use, or that is there unless it may be replaced', async () => {
    const lock = await lockDatabase(url);
    await expect(restore()).rejects.toThrow(DatabaseInUse);
    lock.release();
    // A portal of a version that took no lock, or a shell.
    const other = await openDatabase(url);
    await expect(restore()).rejects.toThrow(DatabaseInUse);
    await other.close();
    const before = await contents();
    await expect(restore(backup, false)).rejects.toThrow('--force');
    expect(await contents()).toEqual(before);
    expect(await restore()).toMatchObject({ inspected: ['before'] });
  });

  it('takes a backup without a manifest that is whole, and says that there was none', async () => {
    await rm(manifestPath(backup));
    expect(await restore()).toMatchObject({ manifest: null, inspected: ['before'] });
  });
});

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length - 10]! ^= 1;
  await writeFile(path, bytes);
}
