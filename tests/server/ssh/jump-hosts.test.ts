import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JumpHost } from '@/server/engine/ports';
import { createTargets } from '@/server/ssh/targets';
import { type Bastion, startBastion } from '../../../lab/bastion/start-bastion';
import { type Lab, type LabRouter, startLab } from '../../../lab/start-lab';
import {
  BASTION_LOGIN,
  connectBehind,
  connectOptions,
  dialBehind,
  type HopFields,
  hop,
  refusal,
  targetOf,
  visit,
} from './behind';
import { CLOCKS, clearLedger, PASSWORD, recordingLog, runLine, USERNAME } from './lab-session';

let lab: Lab;
let bastion: Bastion;
let second: Bastion;
let router: LabRouter;
let other: LabRouter;

beforeAll(async () => {
  lab = await startLab({
    seed: 12,
    size: 24,
    username: USERNAME,
    password: PASSWORD,
    port: 0,
    addressBase: '127.219.0.1',
  });
  bastion = await startBastion(BASTION_LOGIN);
  second = await startBastion({ ...BASTION_LOGIN, address: '127.219.1.1' });
  router = lab.routers.find(({ platform }) => platform === 'cisco_ios')!;
  other = lab.routers.find(({ platform }) => platform === 'frr')!;
});
afterAll(async () => {
  await Promise.all([bastion.close(), second.close(), lab.close()]);
});
afterEach(async () => {
  bastion.setFault(null);
  await lab.setFault(router.name, null);
  for (const each of [bastion, second]) each.crash();
  await Promise.all([bastion, second].map((each) => each.until(() => each.open().connections === 0)));
  bastion.clear();
  second.clear();
  await clearLedger(lab);
});

const at = ({ address, port }: Bastion, more: Partial<HopFields> = {}): JumpHost =>
  hop('b1', { address, port, ...more });
const chain = (): JumpHost[] => [at(bastion), hop('b2', { address: second.address, port: second.port, viaId: 'b1' })];

describe('many devices behind one jump host', () => {
  it('share one connection, never with more channels than it may carry, and all answer in full', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion, { maxSessions: 5 })] });
    const answers = await Promise.all(lab.routers.map((place) => visit(connect, place, 'b1')));
    for (const answer of answers) expect(answer).toContain('Neighbor ID');
    expect(bastion.ledger).toMatchObject({ connections: 1, logins: 1, channels: 24, peakChannels: 5 });
    expect(lab.ledger.peakSessions()).toBeLessThanOrEqual(5);
    for (const { name } of lab.routers) expect(lab.ledger.logins(name)).toBe(1);
  });

  it('leave no connection behind: it ends when nobody has used it for some seconds', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    await visit(connect, router, 'b1');
    await visit(connect, other, 'b1');
    await bastion.until(() => bastion.open().channels === 0);
    expect(bastion.open().connections).toBe(1);
    await bastion.until(() => bastion.open().connections === 0);
    expect(bastion.ledger.connections).toBe(1);
  });

  it('go through two in a chain, with one connection to each', async () => {
    const connect = connectBehind({ jumpHosts: chain() });
    await Promise.all(lab.routers.slice(0, 8).map((place) => visit(connect, place, 'b2')));
    expect(bastion.ledger).toMatchObject({ connections: 1, channels: 1 });
    expect(second.ledger).toMatchObject({ connections: 1, channels: 8 });
    await connect.close?.();
    await bastion.until(() => bastion.open().connections === 0);
  });

  it('one that is canceled closes its channel and no other', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    const cut = new AbortController();
    const first = await dialBehind(connect, router, 'b1', { signal: cut.signal });
    const kept = await dialBehind(connect, other, 'b1');
    expect(first.ok && kept.ok).toBe(true);
    cut.abort();
    await bastion.until(() => bastion.open().channels === 1);
    if (!kept.ok) return;
    expect((await runLine(kept.value, 'show ip ospf neighbor')).result.failure).toBeNull();
    await kept.value.close();
  });

  it('one that is canceled while it waits for a channel takes none', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion, { maxSessions: 1 })] });
    const holder = await dialBehind(connect, router, 'b1');
    const cut = new AbortController();
    const waiting = refusal(connect, other, 'b1', {
      signal: cut.signal,
      onStep: (step: string) => step === 'wait' && cut.abort(),
    });
    expect((await waiting).kind).toBe('connection_lost');
    if (holder.ok) await holder.value.close();
    expect(await visit(connect, other, 'b1')).toContain('Neighbor ID');
    expect(bastion.ledger.peakChannels).toBe(1);
  });

  it('waiting for a channel is not held against the clocks of a device', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion, { maxSessions: 1 })] });
    const holder = await dialBehind(connect, router, 'b1');
    const clocks = { ...CLOCKS, connectMs: 2_000 };
    let free = () => {};
    const waits = new Promise<void>((resolve) => {
      free = resolve;
    });
    const waiting = dialBehind(connect, other, 'b1', { clocks, onStep: (step) => step === 'wait' && free() });
    await waits;
    if (!holder.ok) throw new Error('no holder');
    // A whole command longer than the connect clock: the router thinks that long.
    lab.configure(router.name, { thinkTimeMs: 2_500 });
    await runLine(holder.value, 'show ip ospf neighbor');
    lab.configure(router.name, { thinkTimeMs: 0 });
    await holder.value.close();
    const session = await waiting;
    expect(session.ok).toBe(true);
    if (session.ok) await session.value.close();
  });
});

describe('a jump host that cannot be used', () => {
  it('is named, with the reason, for each way to fail', async () => {
    const dead = hop('b1', { address: '127.0.0.1', port: 1 });
    expect(await refusal(connectBehind({ jumpHosts: [dead] }), router, 'b1')).toEqual({
      kind: 'refused',
      jumpHost: 'b1',
    });
    expect(await refusal(connectBehind({ jumpHosts: [] }), router, 'b1')).toMatchObject({ kind: 'unreachable' });
    const nameless = hop('b1', { address: 'bastion.invalid', port: 22 });
    expect(await refusal(connectBehind({ jumpHosts: [nameless] }), router, 'b1')).toMatchObject({
      kind: 'unreachable',
      jumpHost: 'b1',
      detail: expect.stringContaining('jump host b1: the name does not resolve'),
    });
  });

  it('is offered a wrong password twice at most, however many devices need it', async () => {
    const secrets = { bastion: { ...BASTION_LOGIN, password: 'not-this-one' } };
    const connect = connectBehind({ jumpHosts: [at(bastion)], secrets });
    const failures = [];
    for (const place of lab.routers) failures.push(await refusal(connect, place, 'b1'));
    for (const failure of failures) expect(failure).toMatchObject({ kind: 'auth_failed', jumpHost: 'b1' });
    expect(failures.at(-1)).toMatchObject({ detail: expect.stringContaining('refused the login twice') });
    expect(bastion.ledger.failedLogins).toBe(2);
    expect(lab.ledger.counts().connect).toBe(0);
    expect(JSON.stringify(failures)).not.toContain('not-this-one');
    // A changed credential is a new chance.
    secrets.bastion.password = BASTION_LOGIN.password;
    expect(await visit(connect, router, 'b1')).toContain('Neighbor ID');
  });

  it('is asked again after its connection test went well', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    bastion.setFault('wrong_password');
    for (let i = 0; i < 4; i += 1) await refusal(connect, router, 'b1');
    expect(await connect.testJumpHost?.('b1', connectOptions())).toMatchObject({ kind: 'auth_failed', jumpHost: 'b1' });
    expect(bastion.ledger.failedLogins).toBe(3);
    bastion.setFault(null);
    expect(await refusal(connect, router, 'b1')).toMatchObject({ kind: 'auth_failed' });
    expect(await connect.testJumpHost?.('b1', connectOptions())).toBeNull();
    expect(await visit(connect, router, 'b1')).toContain('Neighbor ID');
  });

  it('shows another key than before: no password leaves, and the failure says whose key it is', async () => {
    const pinned = new Map<string, string>();
    const hostKeys = {
      judge: async (endpoint: string, { fingerprint }: { fingerprint: string }) => {
        const expected = pinned.get(endpoint) ?? fingerprint;
        pinned.set(endpoint, expected);
        return expected === fingerprint
          ? ({ verdict: 'pinned' } as const)
          : ({ verdict: 'changed', expected } as const);
      },
    };
    const connect = connectBehind({ jumpHosts: [at(bastion)], deps: { hostKeys } });
    const before = bastion.fingerprint;
    await visit(connect, router, 'b1');
    expect([...pinned.keys()]).toEqual([`127.0.0.1:${bastion.port}`, `${router.address}:${router.port}`]);
    await connect.close?.();
    const now = bastion.rotateHostKey();
    bastion.clear();
    expect(await refusal(connect, router, 'b1')).toEqual({
      kind: 'host_key_changed',
      expected: before,
      actual: now,
      jumpHost: 'b1',
    });
    expect(bastion.ledger).toMatchObject({ logins: 0, failedLogins: 0 });
  });

  it('may not lie outside the allowed networks, nor may what is behind it', async () => {
    const only = (networks: string) => ({ targets: createTargets(networks), log: recordingLog() });
    const device = connectBehind({ jumpHosts: [at(bastion)], deps: only('127.0.0.1/32') });
    expect(await refusal(device, router, 'b1')).toEqual({ kind: 'target_not_allowed', address: router.address });
    const jumpHost = connectBehind({ jumpHosts: [at(bastion)], deps: only('127.219.0.0/16') });
    expect(await refusal(jumpHost, router, 'b1')).toEqual({
      kind: 'target_not_allowed',
      address: bastion.address,
      jumpHost: 'b1',
    });
    expect(bastion.ledger.connections).toBe(0);
  });

  it('in a chain it is named, not the one behind it', async () => {
    const connect = connectBehind({ jumpHosts: chain() });
    bastion.setFault('wrong_password');
    expect(await refusal(connect, router, 'b2')).toMatchObject({ kind: 'auth_failed', jumpHost: 'b1' });
    expect(second.ledger.connections).toBe(0);
  });

  it('a third one in a chain is refused', async () => {
    const third = hop('b3', { address: '127.0.0.1', port: 1, viaId: 'b2' });
    const failure = await refusal(connectBehind({ jumpHosts: [...chain(), third] }), router, 'b3');
    expect(failure).toMatchObject({ kind: 'internal', detail: expect.stringContaining('chain') });
  });
});

describe('a jump host in trouble', () => {
  it('that refuses to forward is named with what it said', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    bastion.setFault('no_forwarding');
    expect(await refusal(connect, router, 'b1')).toMatchObject({
      kind: 'unreachable',
      detail: expect.stringMatching(/^jump host b1 does not allow a connection to 127\.219\.0\.\d+:\d+/),
    });
    expect(bastion.open()).toEqual({ connections: 1, channels: 0 });
  });

  it('that never answers for a channel costs the device its connect clock, and the place is free again', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion, { maxSessions: 1 })] });
    // The way to the jump host itself is none of what the clock below is for.
    await visit(connect, other, 'b1');
    bastion.setFault('silent_channels');
    const clocks = { ...CLOCKS, connectMs: 300 };
    expect(await refusal(connect, router, 'b1', { clocks })).toEqual({ kind: 'timeout', phase: 'connect', ms: 300 });
    bastion.setFault(null);
    expect(await visit(connect, other, 'b1')).toContain('Neighbor ID');
  });

  it('that dies in mid-command takes its devices along with a reason that names it, and is opened again', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    const sessions = await Promise.all([router, other].map((place) => dialBehind(connect, place, 'b1')));
    lab.configure(router.name, { thinkTimeMs: 60_000 });
    lab.configure(other.name, { thinkTimeMs: 60_000 });
    const running = sessions.map((session) => {
      if (!session.ok) throw new Error('no session');
      return runLine(session.value, 'show ip ospf neighbor');
    });
    const lines = () => [router, other].every(({ name }) => lab.ledger.lines(name).includes('show ip ospf neighbor'));
    await lab.ledger.waitFor(() => lines());
    bastion.crash();
    for (const { result } of await Promise.all(running)) {
      expect(result).toMatchObject({
        failure: { kind: 'connection_lost', jumpHost: 'b1', detail: expect.stringContaining('jump host b1: ') },
        sent: true,
        usable: false,
      });
    }
    for (const { name } of [router, other]) lab.configure(name, { thinkTimeMs: 0 });
    expect(await visit(connect, router, 'b1')).toContain('Neighbor ID');
    expect(bastion.ledger.connections).toBe(2);
  });

  it('a device that refuses, resets or shuts up behind it fails as itself', async () => {
    const connect = connectBehind({ jumpHosts: [at(bastion)] });
    await lab.setFault(router.name, { kind: 'refused' });
    expect(await refusal(connect, router, 'b1')).toMatchObject({
      kind: 'unreachable',
      detail: expect.stringContaining('jump host b1 gets no connection to'),
    });
    await lab.setFault(router.name, { kind: 'busy' });
    // Whether the bastion gets as far as to open a channel is up to chance.
    expect(['busy', 'unreachable']).toContain((await refusal(connect, router, 'b1')).kind);
    await lab.setFault(router.name, { kind: 'hang_handshake' });
    const clocks = { ...CLOCKS, handshakeMs: 300 };
    expect(await refusal(connect, router, 'b1', { clocks })).toEqual({ kind: 'timeout', phase: 'handshake', ms: 300 });
    await lab.setFault(router.name, { kind: 'wrong_password' });
    expect(await refusal(connect, router, 'b1')).toEqual({
      kind: 'auth_failed',
      detail: `the router refused password for ${USERNAME}`,
    });
  });
});

it('an address that was changed is used for the next connection, while the old one carries what it carries', async () => {
  const jumpHosts = [at(bastion)];
  const connect = connectBehind({ jumpHosts });
  const held = await connect(targetOf(router, 'b1'), connectOptions());
  jumpHosts[0] = at(second);
  await visit(connect, other, 'b1');
  expect([bastion.ledger.channels, second.ledger.channels]).toEqual([1, 1]);
  if (!held.ok) throw new Error('no session');
  expect((await runLine(held.value, 'show ip ospf neighbor')).result.failure).toBeNull();
  await held.value.close();
});
