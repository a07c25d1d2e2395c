import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostKeys, HostKeyVerdict } from '@/server/engine/ports';
import { createTargets } from '@/server/ssh/targets';
import type { Fault } from '../../../lab/router/fault';
import { type Lab, type LabRouter, startLab } from '../../../lab/start-lab';
import { clearLedger, dial, dialed, failureOf, PASSWORD, recordingLog, runLine, USERNAME } from './lab-session';

let lab: Lab;
let router: LabRouter;
let other: LabRouter;

beforeAll(async () => {
  lab = await startLab({
    seed: 12,
    size: 12,
    username: USERNAME,
    password: PASSWORD,
    port: 0,
    addressBase: '127.101.0.1',
    hostKeys: 'per-router',
  });
  router = lab.routers.find((each) => each.platform === 'cisco_ios')!;
  other = lab.routers.find((each) => each.platform === 'frr')!;
});
afterAll(() => lab.close());
afterEach(async () => {
  await lab.setFault(router.name, null);
  await lab.setFault(other.name, null);
  lab.configure(router.name, { auth: ['password', 'keyboard-interactive'], thinkTimeMs: 0 });
  await clearLedger(lab);
});

const closed = () => lab.ledger.waitFor((entry) => entry.kind === 'close');
const withKeys = (judge: HostKeys['judge'], policy: 'first_use' | 'strict' = 'first_use') => ({
  deps: { hostKeys: { judge }, hostKeyPolicy: policy, log: recordingLog() },
});

describe('no connection', () => {
  it('a closed port is refused', async () => {
    await lab.setFault(router.name, { kind: 'refused' });
    expect(await failureOf(router)).toEqual({ kind: 'refused' });
  });

  it('a name that does not resolve is unreachable', async () => {
    const failure = await failureOf({ ...router, address: 'router.invalid' });
    expect(failure.kind).toBe('unreachable');
  });

  it('a target outside the allowed networks is refused before a packet leaves', async () => {
    const targets = createTargets('10.0.0.0/8');
    const failure = await failureOf(router, { deps: { targets } });
    expect(failure).toEqual({ kind: 'target_not_allowed', address: router.address });
    expect(lab.ledger.counts().connect).toBe(0);
  });

  it('a reset before the SSH banner is busy', async () => {
    await lab.setFault(router.name, { kind: 'busy' });
    expect((await failureOf(router)).kind).toBe('busy');
  });

  it('an end before the SSH banner, even after some words, is busy', async () => {
    for (const words of ['', '% Connection refused: all lines busy\r\n']) {
      const server = createServer((socket) => socket.end(words)).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      expect((await failureOf({ ...router, address: '127.0.0.1', port })).kind).toBe('busy');
      server.close();
    }
  });
});

describe('clocks', () => {
  // Each test shortens the one clock that is to run out: a busy machine may take its time for what comes before.
  it.each([
    ['silent', 'handshake', { handshakeMs: 400 }],
    ['hang_handshake', 'handshake', { handshakeMs: 400 }],
    ['no_prompt', 'prompt', { promptMs: 400 }],
  ] as const)('a router that is %s ends in a timeout of the %s and is let go', async (kind, phase, clocks) => {
    await lab.setFault(router.name, { kind });
    expect(await failureOf(router, { clocks })).toEqual({ kind: 'timeout', phase, ms: 400 });
    await closed();
  });

  it.each(['silent_command', 'stall_mid_output'] as const)('%s ends in a timeout of the command', async (kind) => {
    await lab.setFault(router.name, { kind });
    const session = await dialed(router, { clocks: { commandIdleMs: 400 } });
    const { result, output } = await runLine(session, 'show ip ospf interface');
    expect(result).toMatchObject({
      failure: { kind: 'timeout', phase: 'command', ms: 400 },
      usable: false,
      sent: true,
      bytes: Buffer.byteLength(output),
    });
    expect(output === '').toBe(kind === 'silent_command');
    await closed();
    await session.close();
    expect(lab.ledger.lines(router.name)).not.toContain('exit');
  });

  it('a slow answer that keeps coming is no silence', async () => {
    lab.configure(router.name, { thinkTimeMs: 1_000 });
    const session = await dialed(router, { clocks: { commandIdleMs: 4_000 } });
    expect((await runLine(session, 'show ip ospf neighbor')).result.failure).toBeNull();
    await session.close();
  });
});

describe('login', () => {
  it.each([
    [['password', 'keyboard-interactive']],
    [['keyboard-interactive', 'password']],
    [['keyboard-interactive']],
  ] as const)('a wrong password costs exactly one failed login when the router offers %j', async (auth) => {
    lab.configure(router.name, { auth });
    const failure = await failureOf(router, { secret: { password: 'Wrong-Word-44' } });
    expect(failure.kind).toBe('auth_failed');
    expect(JSON.stringify(failure)).not.toContain('Wrong-Word-44');
    await closed();
    expect(lab.ledger.failedLogins(router.name)).toBe(1);
  });

  it('a key that cannot be read is auth_failed before a packet leaves', async () => {
    const failure = await failureOf(router, { secret: { password: null, privateKey: 'no key' } });
    expect(failure.kind).toBe('auth_failed');
    expect(lab.ledger.counts().connect).toBe(0);
  });

  it('only old algorithms are refused with the names of both sides', async () => {
    await lab.setFault(router.name, { kind: 'legacy_algorithms' });
    const failure = await failureOf(router);
    expect(failure).toMatchObject({ kind: 'algorithm_mismatch' });
    expect(failure).toHaveProperty('detail', expect.stringMatching(/key exchange.*sha1.*curve25519-sha256/));
    expect(lab.ledger.counts()).toMatchObject({ login: 0, login_failed: 0 });
  });
});

describe('host keys', () => {
  const fails = async (options: Parameters<typeof dial>[1]) => {
    const failure = await failureOf(router, options);
    await closed();
    expect(lab.ledger.counts()).toMatchObject({ connect: 1, login: 0, login_failed: 0 });
    return failure;
  };

  it('are judged by endpoint, with algorithm and fingerprint as ssh-keygen prints it', async () => {
    const judged: unknown[] = [];
    const session = await dialed(
      router,
      withKeys(async (endpoint, key) => {
        judged.push({ endpoint, ...key });
        return { verdict: 'pinned' };
      }, 'strict'),
    );
    await session.close();
    expect(judged).toEqual([
      {
        endpoint: `${router.address}:${router.port}`,
        algorithm: expect.stringMatching(/^(ssh-ed25519|ecdsa-sha2-nistp\d+|ssh-rsa)$/),
        fingerprint: router.fingerprint,
      },
    ]);
  });

  it('a changed one sends no password and names both fingerprints', async () => {
    const failure = await fails(withKeys(async () => ({ verdict: 'changed', expected: 'SHA256:before' })));
    expect(failure).toEqual({ kind: 'host_key_changed', expected: 'SHA256:before', actual: router.fingerprint });
  });

  it('an unknown one sends no password', async () => {
    const failure = await fails(withKeys(async () => ({ verdict: 'unknown' })));
    expect(failure).toEqual({ kind: 'host_key_unknown', fingerprint: router.fingerprint });
  });

  it('under strict, a first use is an unknown one', async () => {
    const failure = await fails(withKeys(async () => ({ verdict: 'first_use' }), 'strict'));
    expect(failure.kind).toBe('host_key_unknown');
  });

  it.each([
    ['throws', () => Promise.reject(new Error('database away'))],
    [
      'throws at once',
      () => {
        throw new Error('database away');
      },
    ],
    ['answers nonsense', async () => true as never],
    ['answers nothing', async () => undefined as never],
  ] as const)('a check that %s sends no password', async (_title, judge) => {
    expect((await fails(withKeys(judge))).kind).toBe('internal');
  });

  it('a check that hangs ends with the handshake clock; a late yes sends no password', async () => {
    let sayYes = (_verdict: HostKeyVerdict) => {};
    const verdict = new Promise<HostKeyVerdict>((resolve) => {
      sayYes = resolve;
    });
    const failure = await fails({ ...withKeys(() => verdict), clocks: { handshakeMs: 300 } });
    expect(failure).toEqual({ kind: 'timeout', phase: 'handshake', ms: 300 });
    sayYes({ verdict: 'pinned' });
    await verdict;
    expect(lab.ledger.counts()).toMatchObject({ login: 0, login_failed: 0 });
  });
});

describe('in mid-command', () => {
  it('a dropped connection is connection_lost, with the output so far', async () => {
    await lab.setFault(router.name, { kind: 'drop_mid_output' });
    const session = await dialed(router);
    const { result, output } = await runLine(session, 'show ip ospf interface');
    expect(result).toMatchObject({ failure: { kind: 'connection_lost' }, usable: false, sent: true });
    expect(output.length).toBeGreaterThan(100);
    const next = await runLine(session, 'show version');
    expect(next.result).toMatchObject({ failure: { kind: 'connection_lost' }, usable: false, sent: false, bytes: 0 });
    await session.close();
  });

  it('a router that logs the session out is connection_lost', async () => {
    const session = await dialed(router);
    const { result } = await runLine(session, 'exit');
    expect(result).toMatchObject({ failure: { kind: 'connection_lost' }, usable: false, sent: true });
    await session.close();
  });

  it.each(['Proceed with reload? [confirm]', 'Overwrite? (y/n) ', 'Password: ', ' --More-- '])(
    'the question %j is unexpected_prompt, and nothing more is written',
    async (question) => {
      await lab.setFault(router.name, { kind: 'confirm', question });
      const session = await dialed(router);
      const { result, output } = await runLine(session, 'reload');
      expect(result).toMatchObject({
        failure: { kind: 'unexpected_prompt', text: question.trim() },
        usable: false,
        sent: true,
      });
      expect(output).toContain(question);
      await session.close();
      const end = await closed();
      expect(lab.ledger.lines(router.name).at(-1)).toBe('reload');
      expect(end).toMatchObject({ unfinished: '' });
    },
  );

  it('a reader who leaves ends the connection', async () => {
    await lab.setFault(router.name, { kind: 'flood', bytes: 10_000_000 });
    const session = await dialed(router);
    for await (const piece of session.run('show version')) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await closed();
    expect((await runLine(session, 'show version')).result).toMatchObject({ usable: false, sent: false });
  });
});

describe('an aborted signal', () => {
  const moments: readonly (readonly [string, Fault])[] = [
    ['before the banner', { kind: 'silent' }],
    ['in the handshake', { kind: 'hang_handshake' }],
    ['before the prompt', { kind: 'no_prompt' }],
  ];
  it.each(moments)('%s ends the connection and answers connection_lost', async (_title, fault) => {
    await lab.setFault(router.name, fault);
    const controller = new AbortController();
    const attempt = dial(router, { signal: controller.signal });
    const kind = fault.kind === 'no_prompt' ? 'shell' : 'connect';
    await lab.ledger.waitFor((entry) => entry.kind === kind);
    controller.abort();
    expect(await attempt).toMatchObject({ ok: false, error: { kind: 'connection_lost' } });
    await closed();
  });

  it('during a command ends it; nothing is written after it', async () => {
    await lab.setFault(router.name, { kind: 'silent_command' });
    const controller = new AbortController();
    const session = await dialed(router, { signal: controller.signal });
    const ran = runLine(session, 'show ip ospf');
    await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.text === 'show ip ospf');
    controller.abort();
    expect((await ran).result).toMatchObject({ failure: { kind: 'connection_lost' }, usable: false, sent: true });
    expect((await runLine(session, 'show version')).result.sent).toBe(false);
    await session.close();
    await closed();
    expect(lab.ledger.lines(router.name).at(-1)).toBe('show ip ospf');
  });

  it('before the start opens nothing', async () => {
    const failure = await failureOf(router, { signal: AbortSignal.abort() });
    expect(failure.kind).toBe('connection_lost');
    expect(lab.ledger.counts().connect).toBe(0);
  });
});

it('leaves no timer, no listener and no socket behind', async () => {
  const controller = new AbortController();
  const listeners = { added: 0, removed: 0 };
  const { signal } = controller;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    listeners.added += 1;
    Reflect.apply(addEventListener, signal, args);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    listeners.removed += 1;
    Reflect.apply(removeEventListener, signal, args);
  };
  const resources = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'TCPSocketWrap').length;
  const before = resources();
  const faults: (Fault | null)[] = [null, { kind: 'wrong_password' }, { kind: 'busy' }, { kind: 'drop_mid_output' }];
  for (const fault of faults) {
    await lab.setFault(other.name, fault);
    const result = await dial(other, { signal });
    if (!result.ok) continue;
    await runLine(result.value, 'show ip ospf');
    await result.value.close();
  }
  await lab.ledger.waitFor(() => lab.ledger.counts().close === lab.ledger.counts().connect);
  expect(listeners.removed).toBeGreaterThanOrEqual(listeners.added);
  await expect.poll(resources).toBeLessThanOrEqual(before);
});
