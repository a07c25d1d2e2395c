import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { checkCounts } from '@/domain/progress';
import { openDatabase } from '@/server/db/client';
import { createJobStore } from '@/server/db/job-store';
import { migrateDatabase } from '@/server/db/migrate';
import { tempDatabase } from '../../support/temp-database';

/** Starts a writer, kills it after `acknowledged` answers, and returns the last `seq` that it was told is stored. */
async function killWriter(url: string, jobId: string, acknowledged: number): Promise<number> {
  const args = ['--import', 'tsx', 'tests/support/crash-writer.ts', url, jobId, '5000'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let last = 0;
  let answers = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    answers += 1;
    // Lines already in the pipe still come: they were acknowledged too.
    if (answers === acknowledged) child.kill('SIGKILL');
  }
  const [, signal] = await exit;
  expect(signal).toBe('SIGKILL');
  return last;
}

it('a process killed in the middle of writing leaves a whole database with every acknowledged append', async () => {
  const temp = await tempDatabase();
  for (const [round, acknowledged] of [1, 17, 60].entries()) {
    const jobId = `job-${round}`;
    const last = await killWriter(temp.url, jobId, acknowledged);
    expect(last).toBeGreaterThan(0);

    await migrateDatabase(temp.url);
    const db = await openDatabase(temp.url);
    expect(await db.sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await db.sql.all('PRAGMA foreign_key_check')).toEqual([]);
    const store = createJobStore(db);
    const { progress } = (await store.load(jobId))!;
    const events = await store.readEvents(jobId, 0, 100_000);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: progress.seq }, (_, i) => i + 1));
    expect(progress.seq).toBeGreaterThanOrEqual(last);
    // Events and the devices that they changed went in together.
    const ended = events.filter(({ type }) => type === 'device.completed').length;
    expect(progress.counts.completed).toBe(ended);
    checkCounts(progress);
    await db.close();
  }
  await temp.remove();
});
