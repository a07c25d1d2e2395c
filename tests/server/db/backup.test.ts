import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCounts } from '@/domain/progress';
import { backUp, backupName, pruneBackups } from '@/server/db/backup';
import { readManifest } from '@/server/db/backup-manifest';
import { openDatabase } from '@/server/db/client';
import { databasePath } from '@/server/db/database-path';
import { digestOf } from '@/server/db/durable-file';
import { createJobStore } from '@/server/db/job-store';
import { restoredAt } from '@/server/db/portal-state';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

const now = new Date('2026-11-22T10:20:30.456Z');

describe('a backup', () => {
  let temp: TempDatabase;
  let out: string;
  const order = (name: string) => ({ from: databasePath(temp.url), to: join(out, name), version: '1.2.3', now });

  beforeEach(async () => {
    temp = await tempDatabase();
    out = await mkdtemp(join(tmpdir(), 'areazero-backup-'));
  });
  afterEach(async () => {
    await temp.remove();
    await rm(out, { recursive: true, force: true });
  });

  it('taken while another process writes is the database of one moment, marked as a copy', async () => {
    const args = ['--import', 'tsx', 'tests/support/crash-writer.ts', temp.url, 'job-1', '20000'];
    const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(writer, 'exit');
    const stored = createInterface({ input: writer.stdout })[Symbol.asyncIterator]();
    let lastSeq = 0;
    for (const round of [1, 2, 3]) {
      // The writer is at work before, during and after each copy, and knows what it was promised before; while the
      // copy is looked at it rests, so that the next one is no larger than it must be.
      writer.kill('SIGCONT');
      const promised = Number((await stored.next()).value);
      const { to } = order(`round-${round}.db`);
      await backUp(order(`round-${round}.db`));
      expect(writer.exitCode).toBeNull();
      writer.kill('SIGSTOP');
      const db = await openDatabase(`file:${to}`);
      const store = createJobStore(db);
      const { progress } = (await store.load('job-1'))!;
      const events = await store.readEvents('job-1', 0, 100_000);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: progress.seq }, (_, i) => i + 1));
      expect(progress.seq).toBeGreaterThanOrEqual(promised);
      expect(progress.seq).toBeGreaterThan(lastSeq);
      checkCounts(progress);
      expect(await restoredAt(db.sql)).toBe(now.toISOString());
      await db.close();
      lastSeq = progress.seq;
    }
    writer.kill('SIGKILL');
    await exit;
    expect(await restoredAt(temp.db.sql)).toBeNull();
  });

  it('is for the owner alone while it is made, whatever the umask', async () => {
    const modes = new Set<number>();
    const umask = process.umask(0);
    let making = true;
    try {
      const made = backUp(order('one.db')).finally(() => {
        making = false;
      });
      while (making) {
        const part = statSync(join(out, 'one.db.part'), { throwIfNoEntry: false });
        if (part) modes.add(part.mode & 0o777);
        await setImmediate();
      }
      await made;
    } finally {
      process.umask(umask);
    }
    expect([...modes]).toEqual([0o600]);
  });

  it('is one file and its manifest, for the owner alone, and the manifest says what it is', async () => {
    const manifest = await backUp(order('one.db'));
    expect((await readdir(out)).sort()).toEqual(['one.db', 'one.db.json']);
    for (const name of await readdir(out)) expect((await stat(join(out, name))).mode & 0o777).toBe(0o600);
    expect(await readManifest(join(out, 'one.db'))).toEqual(manifest);
    expect(manifest).toMatchObject({ format: 1, madeAt: now.toISOString(), portal: '1.2.3' });
    expect(manifest).toMatchObject(await digestOf(join(out, 'one.db')));
    const [newest] = (await readdir('prisma/migrations'))
      .filter((name) => /^\d/.test(name))
      .sort()
      .reverse();
    expect(manifest.schema).toBe(newest);
  });

  it('never replaces a file, and leaves nothing where it cannot be made', async () => {
    await writeFile(join(out, 'mine.db'), 'mine');
    await expect(backUp(order('mine.db'))).rejects.toThrow('exists already');
    expect(await readFile(join(out, 'mine.db'), 'utf8')).toBe('mine');
    await expect(backUp({ ...order('new.db'), from: join(out, 'none.db') })).rejects.toThrow('There is no database');
    await expect(backUp({ ...order('new.db'), from: join(out, 'mine.db') })).rejects.toThrow('file is not a database');
    expect(await readdir(out)).toEqual(['mine.db']);
  });

  it('of a damaged database is refused, since the last good ones may be needed', async () => {
    await temp.db.close();
    const path = databasePath(temp.url);
    const bytes = await readFile(path);
    // All pages but the first, which holds the schema.
    for (let at = 5_000; at < bytes.length; at += 97) bytes[at]! ^= 0xff;
    await writeFile(path, bytes);
    await expect(backUp(order('new.db'))).rejects.toThrow(/damaged|malformed/);
    expect(await readdir(out)).toEqual([]);
  });
});

it('old backups of a folder go, the newest stay, and so does everything else', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'areazero-prune-'));
  const names = [1, 2, 3, 4].map((day) => backupName(new Date(Date.UTC(2026, 10, day))));
  for (const name of names) {
    await writeFile(join(dir, name), '');
    await writeFile(join(dir, `${name}.json`), '');
  }
  const halfMade = backupName(new Date(Date.UTC(2026, 9, 1)));
  const [stale, fresh] = [`${halfMade}.part`, `${names[0]}.part`];
  for (const name of [halfMade, stale, fresh, 'areazero.db', 'notes.txt']) await writeFile(join(dir, name), '');
  const longAgo = new Date(Date.now() - 2 * 86_400_000);
  await utimes(join(dir, stale), longAgo, longAgo);

  expect(await pruneBackups(dir, 2, new Date())).toEqual(names.slice(0, 2));
  const kept = names.slice(2).flatMap((name) => [name, `${name}.json`]);
  expect((await readdir(dir)).sort()).toEqual([halfMade, fresh, 'areazero.db', 'notes.txt', ...kept].sort());
  await rm(dir, { recursive: true, force: true });
});
