import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { NEVER_MS, think } from '../../support/think';

/** The whole portal with devices in threads, held against the routers' own ledger. */
let fleet: Fleet;
const commands = [...EVERYDAY_COMMANDS];
const all = { all: true as const };

beforeAll(async () => {
  fleet = await startFleet(
    { size: 25, addressBase: '127.185.0.1' },
    { env: { WORKERS: '2', HANDSHAKES_AT_ONCE: '5' } },
  );
});
afterAll(() => fleet.close());
afterEach(async () => {
  think(fleet.lab, 0);
  for (const { name } of fleet.lab.routers) await fleet.lab.setFault(name, null);
  await fleet.lab.ledger.idle();
  fleet.lab.ledger.clear();
});

/** The nice values of this process's threads (proc(5), `stat`). */
async function niceValues(): Promise<number[]> {
  const tasks = await readdir('/proc/self/task');
  const stats = await Promise.all(tasks.map((task) => readFile(`/proc/self/task/${task}/stat`, 'utf8')));
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
}

describe('a portal whose devices run in two threads', () => {
  it.runIf(process.platform === 'linux')('lets whoever waits at a screen go first', async () => {
    const { jobId } = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    await jobEnd(fleet, jobId);
    const values = await niceValues();
    const usual = getPriority();
    expect(values.filter((value) => value > usual)).toEqual([usual + 5, usual + 5]);
  });

  it('never holds more sessions than the batch size, one login each, and the password stays where it belongs', async () => {
    // The first ten are all there before the first may answer.
    think(fleet.lab, NEVER_MS);
    const { jobId } = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 10 });
    await fleet.lab.ledger.waitFor(() => fleet.lab.ledger.peakSessions() >= 10);
    think(fleet.lab, 0);
    const events = await jobEnd(fleet, jobId);
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
    expect(fleet.lab.ledger.peakSessions()).toBe(10);
    for (const { name } of fleet.lab.routers) expect(fleet.lab.ledger.logins(name)).toBe(1);
    const database = await readFile(fleet.portal.dbPath);
    expect(JSON.stringify(events) + fleet.portal.logs()).not.toContain(fleet.password);
    expect(database.includes(fleet.password)).toBe(false);
  });

  it('a wrong password on every router, in both threads at once: two failed logins in all', async () => {
    for (const { name } of fleet.lab.routers) await fleet.lab.setFault(name, { kind: 'wrong_password' });
    const { jobId } = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    await jobEnd(fleet, jobId);
    expect(fleet.lab.ledger.failedLogins()).toBe(2);
    const { counts } = await fleet.portal.admin.jobs.get.query({ jobId });
    expect(counts).toMatchObject({ failed: 2, skipped: 23 });
  });

  it('no line after the answer to a cancel, and every session closed', async () => {
    think(fleet.lab, NEVER_MS);
    const { ledger } = fleet.lab;
    const seen = (...kinds: string[]) => ledger.entries().filter(({ kind }) => kinds.includes(kind)).length;
    const { jobId } = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 8 });
    await ledger.waitFor(() => seen('line') >= 8);
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    await ledger.idle();
    const after = seen('line', 'connect');
    const { state, counts } = await fleet.portal.admin.jobs.get.query({ jobId });
    expect([state, counts.canceled]).toEqual(['canceled', 25]);
    expect(seen('connect')).toBe(8);
    expect(seen('line', 'connect')).toBe(after);
  });

  it('a changed host key: no password leaves', async () => {
    const [changed] = fleet.lab.routers;
    const run = async () => {
      const { jobId } = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
      await jobEnd(fleet, jobId);
      return jobId;
    };
    await run();
    fleet.lab.ledger.clear();
    await fleet.lab.setFault(changed!.name, { kind: 'changed_host_key' });
    const jobId = await run();
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId, state: 'failed' });
    expect(items.map(({ deviceName, failure }) => [deviceName, failure?.kind])).toContainEqual([
      changed!.name,
      'host_key_changed',
    ]);
    expect(fleet.lab.ledger.logins(changed!.name)).toBe(0);
  });
});
