import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event-schema';
import { type Bastion, startBastion } from '../../../lab/bastion/start-bastion';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

const LOGIN = { username: 'hop', password: 'Through-Here-33' };
const MAX_SESSIONS = 4;

/** A fleet behind one bastion, as the API and the ledgers of both see it. */
describe('jobs on a fleet behind a jump host', () => {
  let fleet: Fleet;
  let bastion: Bastion;
  let jumpHostId: string;
  let hopId: string;
  const filter = { all: true as const };
  const commands = ['show ip ospf neighbor', 'show ip ospf'];

  beforeAll(async () => {
    bastion = await startBastion({ ...LOGIN, address: '127.168.1.1' });
    fleet = await startFleet({ addressBase: '127.168.0.1', size: 20 });
    const { admin } = fleet.portal;
    hopId = (await admin.credentials.create.mutate({ name: 'hop', ...LOGIN })).id;
    const { address, port } = bastion;
    const made = { name: 'dc-1', address, port, credentialId: hopId, maxSessions: MAX_SESSIONS };
    jumpHostId = (await admin.jumpHosts.create.mutate(made)).id;
    for (const id of fleet.ids.values()) await admin.devices.update.mutate({ id, jumpHostId });
  });
  afterAll(() => Promise.all([fleet?.close(), bastion?.close()]));
  afterEach(async () => {
    bastion.setFault(null);
    for (const { name } of fleet.lab.routers) fleet.lab.configure(name, { thinkTimeMs: 0 });
    bastion.crash();
    await bastion.until(() => bastion.open().connections === 0);
    bastion.clear();
    await fleet.lab.ledger.idle();
    fleet.lab.ledger.clear();
  });

  const start = (change: object = {}) =>
    fleet.portal.admin.jobs.create.mutate({ filter, commands, batchSize: 0, ...change });
  const ends = (events: JobEvent[]) =>
    events.flatMap((event) => (event.type === 'device.failed' ? [event.failure] : []));

  it('two at once share its one connection, and no device has two sessions', async () => {
    const jobs = await Promise.all([start(), start()]);
    for (const { jobId } of jobs) {
      expect((await jobEnd(fleet, jobId)).at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
    }
    expect(bastion.ledger).toMatchObject({ connections: 1, logins: 1, channels: 40, peakChannels: MAX_SESSIONS });
    expect(fleet.lab.ledger.peakSessions()).toBeLessThanOrEqual(MAX_SESSIONS);
    for (const { name } of fleet.lab.routers) {
      expect(fleet.lab.ledger.peakSessions({ router: name })).toBe(1);
      expect(fleet.lab.ledger.logins(name)).toBe(2);
    }
  });

  it('a dead one in mid-job fails who was under way by its name, and serves the rest anew', async () => {
    for (const { name } of fleet.lab.routers) fleet.lab.configure(name, { thinkTimeMs: 150 });
    const { jobId } = await start({ retries: 0 });
    await bastion.until(() => bastion.open().channels === MAX_SESSIONS);
    await fleet.lab.ledger.waitFor(({ kind }) => kind === 'line');
    bastion.crash();
    const events = await jobEnd(fleet, jobId);
    const failures = ends(events);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThanOrEqual(MAX_SESSIONS);
    for (const failure of failures) expect(failure).toMatchObject({ kind: 'connection_lost', jumpHost: 'dc-1' });
    expect(events.filter(({ type }) => type === 'device.completed')).toHaveLength(20 - failures.length);
    expect(bastion.ledger.connections).toBe(2);
  });

  it('a canceled one sends nothing more and leaves no channel', async () => {
    for (const { name } of fleet.lab.routers) fleet.lab.configure(name, { thinkTimeMs: 60_000 });
    const { jobId } = await start();
    await bastion.until(() => bastion.open().channels === MAX_SESSIONS);
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    await bastion.until(() => bastion.open().channels === 0);
    expect(bastion.ledger.channels).toBe(MAX_SESSIONS);
  });

  it('a wrong password of its own costs it two logins, the devices none, and no credential is suspected', async () => {
    const { admin } = fleet.portal;
    await admin.credentials.update.mutate({ id: hopId, password: 'Not-This-One-44' });
    const { jobId } = await start();
    const events = await jobEnd(fleet, jobId);
    expect(ends(events)).toHaveLength(20);
    for (const failure of ends(events)) expect(failure).toMatchObject({ kind: 'auth_failed', jumpHost: 'dc-1' });
    expect(bastion.ledger.failedLogins).toBe(2);
    expect(fleet.lab.ledger.counts().connect).toBe(0);
    expect(JSON.stringify(events)).not.toContain('Not-This-One-44');
    expect(fleet.portal.logs()).not.toContain('Not-This-One-44');
    const report = await admin.jumpHosts.testConnection.mutate({ id: jumpHostId });
    expect(report.steps.at(-1)).toMatchObject({ step: 'login', jumpHost: 'dc-1', ok: false });
    await admin.credentials.update.mutate({ id: hopId, password: LOGIN.password });
    const again = await start();
    expect((await jobEnd(fleet, again.jobId)).at(-1)).toMatchObject({ outcome: 'ok' });
  });

  it('is kept while it is used, and so is its credential', async () => {
    const { admin } = fleet.portal;
    await expect(admin.jumpHosts.delete.mutate({ id: jumpHostId })).rejects.toThrow('20 devices and 0 jump hosts');
    await expect(admin.credentials.delete.mutate({ id: hopId })).rejects.toThrow('1 jump hosts use this credential');
  });

  it('names the field of what cannot be saved', async () => {
    const { admin } = fleet.portal;
    const made = { name: 'dc-2', address: '127.168.1.2', credentialId: hopId };
    const refused = async (change: object) =>
      admin.jumpHosts.create.mutate({ ...made, ...change }).then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await refused({ maxSessions: 0 })).toMatch(/^maxSessions: /);
    expect(await refused({ address: 'a b' })).toMatch(/^address: /);
    expect(await refused({ name: 'dc\r1' })).toMatch(/^name: /);
    expect(await refused({ viaId: 'none' })).toBe('viaId: there is no such jump host');
    expect(await refused({ credentialId: 'none' })).toBe('credentialId: there is no such credential');
    const [id] = fleet.ids.values();
    const unknown = admin.devices.update.mutate({ id: id!, jumpHostId: 'none' });
    await expect(unknown).rejects.toThrow('jumpHostId: there is no such jump host');
  });

  it('an operator may test and detect, but writes nothing into the inventory', async () => {
    const operator = fleet.portal.client({ token: await fleet.portal.createToken('operator') });
    const [id] = fleet.ids.values();
    expect(await operator.devices.testConnection.mutate({ id: id! })).toMatchObject({ failure: null });
    expect(await operator.devices.detect.mutate({ id: id! })).toMatchObject({ failure: null, saved: false });
    await expect(operator.devices.detect.mutate({ id: id!, save: true })).rejects.toThrow('save needs the role admin');
    const { items } = await fleet.portal.admin.audit.list.query({});
    expect(items.map(({ action }) => action)).toContain('devices.testConnection');
  });
});
