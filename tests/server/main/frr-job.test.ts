import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frrAvailability } from '../../../lab/frr/availability';
import { type FrrRing, startFrrRing } from '../../../lab/frr/start-frr-ring';
import { inventoryCsv } from '../../../lab/inventory-csv';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { jobEnd } from '../../support/fleet';
import { startPortal, type TestPortal } from '../../support/portal';

const available = frrAvailability();
if (!available.ok) {
  if (process.env.CI === 'true') throw new Error(`Real FRRouting routers are needed in CI: ${available.reason}`);
  process.stderr.write(`SKIPPED: a job on real FRRouting routers (${available.reason})\n`);
}

/** The same job as on simulated routers, against real ones: zebra and ospfd, vtysh behind OpenSSH. */
describe.skipIf(!available.ok)('a job on a ring of real FRRouting routers', () => {
  let ring: FrrRing;
  let portal: TestPortal;
  const all = { all: true as const };

  beforeAll(async () => {
    ring = await startFrrRing({ size: 4, addressBase: '127.79.0.1' });
    portal = await startPortal();
    const [{ username, password } = { username: '', password: '' }] = ring.routers;
    await portal.admin.credentials.create.mutate({ name: 'frr', username, password });
    const content = inventoryCsv(
      ring.routers.map((router) => ({ ...router, platform: 'frr' as const })),
      { credential: 'frr' },
    );
    const imported = await portal.admin.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    expect(imported).toMatchObject({ created: 4, errors: [] });
    await ring.waitConverged();
  });
  afterAll(async () => {
    await portal?.close();
    await ring?.close();
  });

  it('completes the five everyday commands, and every router names both its neighbors as Full', async () => {
    const job = await portal.admin.jobs.create.mutate({ filter: all, commands: [...EVERYDAY_COMMANDS], batchSize: 2 });
    expect(job.totalBatches).toBe(2);
    const events = await jobEnd({ portal }, job.jobId);
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
    const { items } = await portal.admin.jobs.runs.query({ jobId: job.jobId });
    for (const { deviceId, deviceName } of items) {
      const { commands } = await portal.admin.jobs.output.query({ jobId: job.jobId, deviceId });
      expect(commands.map(({ state }) => state)).toEqual(EVERYDAY_COMMANDS.map(() => 'completed'));
      const [process, neighbors] = commands.map(({ output }) => output);
      const router = ring.routers.find(({ name }) => name === deviceName)!;
      expect(process).toContain(`Router ID: ${router.routerId}`);
      expect(neighbors!.match(/\bFull\//g)).toHaveLength(2);
    }
  });

  it('names the router that refuses a line, and keeps what the others answered', async () => {
    const commands = ['show ip ospf neighbor', 'show ip ospf nonsense'];
    const job = await portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    await jobEnd({ portal }, job.jobId);
    const { items } = await portal.admin.jobs.runs.query({ jobId: job.jobId });
    for (const run of items) expect(run).toMatchObject({ state: 'failed', failure: { kind: 'command_rejected' } });
    const { commands: answered } = await portal.admin.jobs.output.query({
      jobId: job.jobId,
      deviceId: items[0]!.deviceId,
    });
    expect(answered.map(({ state }) => state)).toEqual(['completed', 'failed']);
  });
});
