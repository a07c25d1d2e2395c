import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseInUse, lockDatabase } from '@/server/db/database-lock';

describe('the lock on a database', () => {
  let dir: string;
  let url: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'areazero-lock-'));
    url = `file:${join(dir, 'areazero.db')}`;
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is held once, by one path or another, and free again after its release', async () => {
    const first = await lockDatabase(url);
    await expect(lockDatabase(url)).rejects.toThrow(DatabaseInUse);
    await expect(lockDatabase(`file:${dir}/./areazero.db`)).rejects.toThrow('stop the other one first');
    const other = await lockDatabase(`file:${join(dir, 'other.db')}`);
    other.release();
    first.release();
    (await lockDatabase(url)).release();
  });

  it('is that of the database, not of a link to it', async () => {
    await writeFile(join(dir, 'areazero.db'), '');
    await symlink(join(dir, 'areazero.db'), join(dir, 'link.db'));
    const first = await lockDatabase(url);
    await expect(lockDatabase(`file:${join(dir, 'link.db')}`)).rejects.toThrow(DatabaseInUse);
    first.release();
  });

  it('holds against other processes, and dies with one that is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/lock-holder.ts', url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    await once(child.stdout, 'data');
    await expect(lockDatabase(url)).rejects.toThrow(DatabaseInUse);
    child.kill('SIGKILL');
    await exit;
    (await lockDatabase(url)).release();
  });
});
