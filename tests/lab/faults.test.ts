import { type Socket, connect as tcpConnect } from 'node:net';
import type ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FAULT_KINDS, parseFault } from '../../lab/router/fault';
import type { LabRouter } from '../../lab/start-lab';
import { connect, openSession } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

let test: TestLab;
let router: LabRouter;
beforeAll(async () => {
  test = await startTestLab(2);
  router = test.router('cisco_ios');
});
afterAll(() => test.lab.close());
beforeEach(async () => {
  await test.lab.ledger.idle();
  test.lab.ledger.clear();
});
afterEach(() => test.lab.setFault(router.name, null));

const command = 'show ip ospf neighbor';

/** What a plain TCP client hears until the other side ends it, or until `enough` has come. */
function listen(enough?: string): Promise<{ heard: string; error?: string; socket: Socket }> {
  return new Promise((resolve) => {
    const socket = tcpConnect(router.port, router.address);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (enough !== undefined && heard.includes(enough)) resolve({ heard, socket });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ heard, error: error.code, socket }));
    socket.on('close', () => resolve({ heard, socket }));
  });
}

async function openReady() {
  const session = await openSession(router, test.login);
  await session.expect('#');
  await session.run('terminal length 0', '#');
  return session;
}

describe('faults of the connection', () => {
  it('refused closes the port, and clearing it opens the same port again', async () => {
    await test.lab.setFault(router.name, { kind: 'refused' });
    expect(await listen()).toMatchObject({ heard: '', error: 'ECONNREFUSED' });
    await test.lab.setFault(router.name, null);
    (await connect(router, test.login)).end();
  });

  it('busy resets before the banner', async () => {
    await test.lab.setFault(router.name, { kind: 'busy' });
    expect(await listen()).toMatchObject({ heard: '', error: 'ECONNRESET' });
  });

  it('silent accepts and says nothing', async () => {
    await test.lab.setFault(router.name, { kind: 'silent' });
    const error = await connect(router, { ...test.login, readyTimeout: 150 }).catch((reason: Error) => reason);
    expect(String(error)).toContain('Timed out while waiting for handshake');
    expect(test.lab.ledger.counts()).toMatchObject({ connect: 1, login: 0 });
  });

  it('hang_handshake identifies itself and says nothing more', async () => {
    await test.lab.setFault(router.name, { kind: 'hang_handshake' });
    const { heard, socket } = await listen('\r\n');
    socket.destroy();
    expect(heard).toBe('SSH-2.0-Cisco-1.25\r\n');
    const error = await connect(router, { ...test.login, readyTimeout: 150 }).catch((reason: Error) => reason);
    expect(String(error)).toContain('Timed out');
  });

  it('legacy_algorithms fails with a modern client and works with an old one', async () => {
    await test.lab.setFault(router.name, { kind: 'legacy_algorithms' });
    await expect(connect(router, test.login)).rejects.toThrow('no matching key exchange algorithm');
    const algorithms: ssh2.Algorithms = {
      kex: ['diffie-hellman-group14-sha1'],
      cipher: ['aes128-cbc'],
      hmac: ['hmac-sha1'],
    };
    (await connect(router, { ...test.login, algorithms })).end();
  });

  it('changed_host_key shows another key until it is cleared; rotating is for good', async () => {
    const before = router.fingerprint;
    await test.lab.setFault(router.name, { kind: 'changed_host_key' });
    const changed = await seenKey();
    expect(changed).toBe(router.fingerprint);
    expect(changed).not.toBe(before);
    await test.lab.setFault(router.name, null);
    expect(await seenKey()).toBe(before);
    const rotated = test.lab.rotateHostKey(router.name);
    expect(await seenKey()).toBe(rotated);
    expect(rotated).not.toBe(before);
    expect(test.router('frr').fingerprint).toBe(before);
  });

  it('wrong_password rejects the right one', async () => {
    await test.lab.setFault(router.name, { kind: 'wrong_password' });
    await expect(connect(router, { ...test.login, authHandler: ['password'] })).rejects.toThrow('authentication');
    expect(test.lab.ledger.counts()).toMatchObject({ login_failed: 1, login: 0 });
  });
});

async function seenKey(): Promise<string> {
  let seen = '';
  const client = await connect(router, {
    ...test.login,
    hostHash: 'sha256',
    hostVerifier: (hash: string) => {
      seen = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=+$/, '')}`;
      return true;
    },
  });
  client.end();
  return seen;
}

describe('faults of the shell', () => {
  it('no_prompt opens a shell and prints nothing', async () => {
    await test.lab.setFault(router.name, { kind: 'no_prompt' });
    const session = await openSession(router, test.login);
    session.send('show version\r');
    session.end();
    const close = await test.lab.ledger.waitFor((entry) => entry.kind === 'close');
    expect(session.output()).toBe('');
    expect(close).toMatchObject({ bytes: 13, unfinished: 'show version\r' });
    expect(test.lab.ledger.counts().shell).toBe(1);
  });

  it('slow multiplies the think time', async () => {
    await test.lab.setFault(router.name, { kind: 'slow', factor: 2 });
    const session = await openReady();
    const from = performance.now();
    await session.run('show version', '#');
    expect(performance.now() - from).toBeGreaterThan(190);
    session.end();
  });

  it('drop_mid_output destroys the connection half-way through the chosen command', async () => {
    await test.lab.setFault(router.name, { kind: 'drop_mid_output', on: 2 });
    const session = await openReady();
    const whole = await session.run('show version', '#');
    expect(whole).toContain('Configuration register');
    session.send('show version\r');
    await session.closed;
    const rest = session.output().slice(session.output().lastIndexOf('show version'));
    expect(rest).toContain('Cisco IOS Software');
    expect(rest).not.toContain('Configuration register');
    expect(test.lab.ledger.lines(router.name)).toEqual(['terminal length 0', 'show version', 'show version']);
  });

  it('stall_mid_output stops half-way and stays connected', async () => {
    await test.lab.setFault(router.name, { kind: 'stall_mid_output', on: 'show version' });
    const session = await openReady();
    expect(await session.run(command, '#')).toContain('FULL');
    session.send('show version\r');
    await session.expect('Cisco IOS Software');
    session.end();
    await session.closed;
    expect(session.output()).not.toContain('Configuration register');
  });

  it('invalid_input refuses one command as IOS does', async () => {
    await test.lab.setFault(router.name, { kind: 'invalid_input', on: 1 });
    const session = await openReady();
    expect(await session.run(command, `${router.name}#`)).toContain("% Invalid input detected at '^' marker.");
    expect(await session.run(command, `${router.name}#`)).toContain('FULL');
    session.end();
  });

  it('silent_command never answers', async () => {
    await test.lab.setFault(router.name, { kind: 'silent_command' });
    const session = await openReady();
    session.send(`${command}\r`);
    await session.expect(`${command}\r\n`);
    session.send('\x03\r\r');
    session.end();
    await session.closed;
    expect(session.output().endsWith(`${command}\r\n`)).toBe(true);
  });

  it('confirm asks, and writes down the key that answers', async () => {
    await test.lab.setFault(router.name, { kind: 'confirm', on: command });
    const session = await openReady();
    session.send(`${command}\r`);
    await session.expect('[confirm]');
    session.send('n');
    await session.expect(`${router.name}#`);
    session.end();
    expect(test.lab.ledger.lines(router.name)).toEqual(['terminal length 0', command, 'n']);
  });

  it('flood sends as many bytes as asked', async () => {
    await test.lab.setFault(router.name, { kind: 'flood', bytes: 3_000_000 });
    const session = await openReady();
    const output = await session.run(command, `\r\n${router.name}#`);
    expect(output.length).toBe(3_000_000);
    session.end();
  });

  it('raw_output sends exactly the given bytes', async () => {
    const bytes = Buffer.from('a\0b\x1b[31mred\r\nfake#\r\n', 'latin1');
    await test.lab.setFault(router.name, { kind: 'raw_output', base64: bytes.toString('base64') });
    const session = await openReady();
    expect(await session.run(command, `\r\n${router.name}#`)).toBe('a\0b\x1b[31mred\r\nfake#');
    session.end();
  });
});

describe('parseFault', () => {
  it('reads every kind that needs no bytes', () => {
    for (const kind of FAULT_KINDS) if (kind !== 'raw_output') expect(parseFault(kind).kind).toBe(kind);
    expect(parseFault('flood:5')).toEqual({ kind: 'flood', bytes: 5 });
    expect(parseFault('drop_mid_output:3')).toEqual({ kind: 'drop_mid_output', on: 3 });
  });

  it.each(['', 'nonsense', 'flood:-1', 'slow:x'])('refuses %j', (text) => {
    expect(() => parseFault(text)).toThrow('Expected');
  });

  it('refuses a fault for a router that is not there', async () => {
    await expect(startTestLab(3, { size: 1, faults: { nobody: { kind: 'busy' } } })).rejects.toThrow('nobody');
  });
});
