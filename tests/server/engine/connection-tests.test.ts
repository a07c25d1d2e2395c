import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionReport } from '@/domain/connection-test';
import type { JobPlan } from '@/domain/job';
import type { DeviceTarget, Engine, JumpHost } from '@/server/engine/ports';
import { type Bastion, startBastion } from '../../../lab/bastion/start-bastion';
import { type Lab, type LabRouter, startLab } from '../../../lab/start-lab';
import { engineOf } from '../../support/engine';
import { planOf } from '../../support/plan';
import { BASTION_LOGIN, connectBehind, hop, targetOf } from '../ssh/behind';
import { clearLedger, PASSWORD, USERNAME } from '../ssh/lab-session';

let lab: Lab;
let bastion: Bastion;
let router: LabRouter;
let jumpHosts: JumpHost[];

beforeAll(async () => {
  const login = { username: USERNAME, password: PASSWORD };
  lab = await startLab({ seed: 12, size: 12, ...login, port: 0, addressBase: '127.202.0.1' });
  bastion = await startBastion(BASTION_LOGIN);
  router = lab.routers.find(({ platform }) => platform === 'frr')!;
  jumpHosts = [hop('b1', { address: bastion.address, port: bastion.port })];
});
afterAll(() => Promise.all([bastion.close(), lab.close()]));
afterEach(async () => {
  bastion.setFault(null);
  await lab.setFault(router.name, null);
  bastion.crash();
  await bastion.until(() => bastion.open().connections === 0);
  bastion.clear();
  await clearLedger(lab);
});

const engineWith = (secrets = {}): Engine => engineOf({ connect: connectBehind({ jumpHosts, secrets }) });
const device = (target: DeviceTarget) => ({ kind: 'device', target }) as const;
const planFor = (targets: readonly DeviceTarget[]): JobPlan => ({
  ...planOf({ devices: 0, batchSize: 0 }),
  devices: targets.map((target) => ({ ...target, country: 'DE', place: null, batch: 1 })),
});
const words = ({ steps }: ConnectionReport) =>
  steps.map(({ step, jumpHost, ok }) => `${jumpHost ?? 'device'} ${step}${ok ? '' : ' failed'}`);
const DEVICE = ['connect', 'handshake', 'host_key', 'login', 'prompt'].map((step) => `device ${step}`);
const JUMP_HOST = ['resolve', 'connect', 'handshake', 'host_key', 'login'].map((step) => `b1 ${step}`);

describe('a connection test', () => {
  it('goes through each step, with its time, and sends no command', async () => {
    const report = await engineWith().test(device(targetOf(router, null)));
    expect(report).toMatchObject({ failure: null, platform: 'frr', evidence: null });
    expect(words(report)).toEqual(['device resolve', ...DEVICE]);
    expect(report.steps.every(({ durationMs }) => Number.isInteger(durationMs) && durationMs >= 0)).toBe(true);
    expect(lab.ledger.lines(router.name)).toEqual(['terminal length 0', 'exit']);
  });

  it('names the steps of the jump host before those of the device, and an open connection as such', async () => {
    const engine = engineWith();
    const first = await engine.test(device(targetOf(router, 'b1')));
    expect(words(first)).toEqual(['device resolve', ...JUMP_HOST, ...DEVICE]);
    const second = await engine.test(device(targetOf(router, 'b1')));
    expect(words(second)).toEqual(['device resolve', 'b1 reuse', ...DEVICE]);
    expect(bastion.ledger.connections).toBe(1);
  });

  it.each([
    ['refused', 'connect', 'refused'],
    ['silent', 'handshake', 'timeout'],
    ['legacy_algorithms', 'handshake', 'algorithm_mismatch'],
    ['wrong_password', 'login', 'auth_failed'],
    ['no_prompt', 'prompt', 'timeout'],
  ] as const)('of a router that is %s fails at the step %s', async (kind, step, failure) => {
    await lab.setFault(router.name, { kind });
    const clocks = { connectMs: 2_000, handshakeMs: 500, promptMs: 500, commandIdleMs: 500, deviceTotalMs: 5_000 };
    const engine = engineOf({ connect: connectBehind({ jumpHosts }), limits: { clocks } });
    const report = await engine.test(device(targetOf(router, null)));
    expect(report.failure?.kind).toBe(failure);
    expect(words(report).at(-1)).toBe(`device ${step} failed`);
    expect(report.steps.filter(({ ok }) => !ok)).toHaveLength(1);
  });

  it('of a name that does not resolve, and of a credential that is gone, says so', async () => {
    const nameless = await engineWith().test(device({ ...targetOf(router, null), address: 'router.invalid' }));
    expect(words(nameless)).toEqual(['device resolve failed']);
    const secretless = await engineWith().test(device({ ...targetOf(router, null), credentialId: 'gone' }));
    expect(words(secretless)).toEqual(['device resolve', 'device login failed']);
    expect(secretless.failure?.kind).toBe('auth_failed');
  });

  it('of a device behind a jump host fails at the step of the jump host that failed', async () => {
    bastion.setFault('wrong_password');
    const report = await engineWith().test(device(targetOf(router, 'b1')));
    expect(words(report).at(-1)).toBe('b1 login failed');
    bastion.setFault('no_forwarding');
    const refused = await engineWith().test(device(targetOf(router, 'b1')));
    expect(words(refused).at(-1)).toBe('device connect failed');
  });

  it('of a jump host opens a connection of its own and ends it', async () => {
    const engine = engineWith();
    await engine.test(device(targetOf(router, 'b1')));
    const report = await engine.test({ kind: 'jump_host', jumpHostId: 'b1' });
    expect(words(report)).toEqual(JUMP_HOST);
    expect(report).toMatchObject({ failure: null, platform: null });
    expect(bastion.ledger.connections).toBe(2);
    await bastion.until(() => bastion.open().connections === 1);
  });

  it('recognises a device of platform auto, and says by what', async () => {
    const report = await engineWith().test(device({ ...targetOf(router, null), platform: 'auto' }));
    expect(report.platform).toBe('frr');
    expect(report.evidence).toMatchObject({
      greeting: expect.stringContaining('FRRouting'),
      prompt: `${router.name}#`,
    });
  });
});

describe('beside jobs', () => {
  it('a device that a job holds is answered as locked, and never has two sessions', async () => {
    lab.configure(router.name, { thinkTimeMs: 60_000 });
    const engine = engineWith();
    const target = targetOf(router, 'b1');
    const { jobId } = await engine.start(planFor([target]));
    await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.router === router.name);
    const report = await engine.test(device(target));
    expect(report).toEqual({ failure: { kind: 'device_locked' }, steps: [], platform: null, evidence: null });
    expect(lab.ledger.peakSessions({ router: router.name })).toBe(1);
    await engine.cancel(jobId, 'test');
    lab.configure(router.name, { thinkTimeMs: 0 });
    expect((await engine.test(device(target))).failure).toBeNull();
    expect(lab.ledger.peakSessions({ router: router.name })).toBe(1);
    await engine.stop(0);
  });

  it('it takes a session place, and waits for none longer than a person would', async () => {
    lab.configure(router.name, { thinkTimeMs: 60_000 });
    const other = lab.routers.find(({ name }) => name !== router.name)!;
    const engine = engineOf({ connect: connectBehind({ jumpHosts }), limits: { maxSessions: 1 } });
    const { jobId } = await engine.start(planFor([targetOf(router, null)]));
    await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.router === router.name);
    expect((await engine.test(device(targetOf(other, null)))).failure).toMatchObject({ kind: 'busy' });
    await engine.cancel(jobId, 'test');
    lab.configure(router.name, { thinkTimeMs: 0 });
    await engine.stop(0);
  });

  it('one that runs when the portal stops is cut', async () => {
    await lab.setFault(router.name, { kind: 'silent' });
    const engine = engineWith();
    const running = engine.test(device(targetOf(router, null)));
    await lab.ledger.waitFor((entry) => entry.kind === 'connect');
    await engine.stop(0);
    expect((await running).failure).toEqual({ kind: 'connection_lost', detail: 'The portal stopped' });
  });
});

describe('a job behind a jump host whose login is refused', () => {
  it('fails every device by that reason and holds none of it against the credential of the devices', async () => {
    bastion.setFault('wrong_password');
    const engine = engineWith();
    const devices = lab.routers.map((each) => targetOf(each, 'b1'));
    const { jobId } = await engine.start(planFor(devices));
    const events = [];
    for await (const some of engine.events(jobId, 0, new AbortController().signal)) events.push(...some);
    const ends = events.filter(({ type }) => type === 'device.failed' || type === 'device.skipped');
    expect(ends).toHaveLength(devices.length);
    for (const end of ends) {
      expect(end).toMatchObject({ type: 'device.failed', failure: { kind: 'auth_failed', jumpHost: 'b1' } });
    }
    expect(bastion.ledger.failedLogins).toBeLessThanOrEqual(2);
    expect(lab.ledger.counts().connect).toBe(0);
    expect(events.filter(({ type }) => type === 'job.updated')).toEqual([]);
    await engine.stop(0);
  });
});
