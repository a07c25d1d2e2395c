import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenSshBastion, startOpenSshBastion } from '../../../lab/bastion/open-ssh-bastion';
import { frrAvailability } from '../../../lab/frr/availability';
import { type FrrRing, startFrrRing } from '../../../lab/frr/start-frr-ring';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { jobEnd } from '../../support/fleet';
import { startPortal, type TestPortal } from '../../support/portal';

const available = frrAvailability();
if (!available.ok) {
  if (process.env.CI === 'true') throw new Error(`Real FRRouting routers are needed in CI: ${available.reason}`);
  process.stderr.write(`SKIPPED: real FRRouting routers behind a real bastion (${available.reason})\n`);
}

/** The whole way: the portal, OpenSSH as a bastion, OpenSSH on the routers, vtysh, ospfd. */
describe.skipIf(!available.ok)('a ring of real FRRouting routers behind a real OpenSSH bastion', () => {
  let ring: FrrRing;
  let bastion: OpenSshBastion;
  let portal: TestPortal;
  let jumpHostId: string;

  beforeAll(async () => {
    [ring, bastion, portal] = await Promise.all([
      startFrrRing({ size: 4, addressBase: '127.80.0.1' }),
      startOpenSshBastion(),
      startPortal(),
    ]);
    const { admin } = portal;
    const [{ username, password } = { username: '', password: '' }] = ring.routers;
    await admin.credentials.create.mutate({ name: 'frr', username, password });
    const hop = await admin.credentials.create.mutate({
      name: 'hop',
      username: bastion.username,
      privateKey: bastion.privateKey,
    });
    const { address, port } = bastion;
    const made = { name: 'dc-1', address, port, credentialId: hop.id, maxSessions: 2 };
    jumpHostId = (await admin.jumpHosts.create.mutate(made)).id;
    const rows = ring.routers.map((r) => `${r.name},${r.address},${r.port},${r.country},auto,frr,dc-1`);
    const content = ['name,address,port,country,platform,credential,jump_host', ...rows].join('\n');
    const imported = await admin.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    expect(imported).toMatchObject({ created: 4, errors: [] });
    await ring.waitConverged();
  });
  afterAll(async () => {
    await portal?.close();
    await Promise.all([bastion?.close(), ring?.close()]);
  });

  it('answers the everyday commands over one login to the bastion', async () => {
    // A connection that another test of this file left open would be shared.
    await bastion.until(() => bastion.counts().ended === bastion.counts().logins);
    const before = bastion.counts().logins;
    const job = await portal.admin.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 0,
    });
    const events = await jobEnd({ portal }, job.jobId);
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
    const { items } = await portal.admin.jobs.runs.query({ jobId: job.jobId });
    for (const { deviceId, deviceName } of items) {
      const { commands } = await portal.admin.jobs.output.query({ jobId: job.jobId, deviceId });
      const router = ring.routers.find(({ name }) => name === deviceName)!;
      expect(commands[0]!.output).toContain(`Router ID: ${router.routerId}`);
      expect(commands[1]!.output.match(/\bFull\//g)).toHaveLength(2);
    }
    expect(bastion.counts().logins - before).toBe(1);
  });

  it('tells for the bastion and for a device how far a connection test came', async () => {
    const hop = await portal.admin.jumpHosts.testConnection.mutate({ id: jumpHostId });
    expect(hop).toMatchObject({ failure: null });
    expect(hop.steps.map(({ step }) => step)).toEqual(['resolve', 'connect', 'handshake', 'host_key', 'login']);
    const { items } = await portal.admin.devices.list.query({});
    const report = await portal.admin.devices.testConnection.mutate({ id: items[0]!.id });
    expect(report).toMatchObject({ failure: null, platform: 'frr' });
    expect(report.steps.at(-1)).toMatchObject({ step: 'prompt', jumpHost: null, ok: true });
  });

  it('recognises a router and writes down what it is', async () => {
    const { items } = await portal.admin.devices.list.query({});
    const { id } = items[0]!;
    const found = await portal.admin.devices.detect.mutate({ id, save: true });
    expect(found).toMatchObject({ platform: 'frr', saved: true, failure: null });
    expect(found.evidence?.greeting).toContain('FRRouting');
    expect(await portal.admin.devices.get.query({ id })).toMatchObject({ platform: 'frr' });
  });
});
