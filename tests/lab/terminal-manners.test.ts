import { connect as tcpConnect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LabRouter } from '../../lab/start-lab';
import { openSession } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

/** How each shell behaves on the wire, seen by a plain SSH client. */
let test: TestLab;
beforeAll(async () => {
  test = await startTestLab(7, { size: 6, platforms: { cisco_xr: 1, cisco_nxos: 1, arista_eos: 1 } });
});
afterAll(() => test.lab.close());
beforeEach(async () => {
  await test.lab.ledger.idle();
  test.lab.ledger.clear();
});

/** The first line that a server sends: its SSH identification (RFC 4253 section 4.2). */
function identification(router: LabRouter): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tcpConnect(router.port, router.address);
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString().split('\r\n')[0]!);
    });
    socket.once('error', reject);
  });
}

describe('the SSH identification', () => {
  it.each([
    ['cisco_xr', /^SSH-2\.0-Cisco-2\.0$/],
    ['cisco_nxos', /^SSH-2\.0-OpenSSH_\d+\.\d+/],
    ['arista_eos', /^SSH-2\.0-OpenSSH_\d+\.\d+$/],
  ] as const)('of %s is one that such a device sends', async (platform, shape) => {
    expect(await identification(test.router(platform))).toMatch(shape);
  });
});

describe('a simulated IOS XR router', () => {
  const STAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{3} UTC\r\n/;

  it('puts a date line before each output until it is told not to, but not before a refusal', async () => {
    const router = test.router('cisco_xr');
    const prompt = `RP/0/RSP0/CPU0:${router.name}#`;
    const session = await openSession(router, test.login);
    await session.expect(prompt);
    expect(await session.run('terminal length 0', prompt)).toMatch(STAMP);
    expect(await session.run('show version', prompt)).toMatch(STAMP);
    expect(await session.run('show bogus', prompt)).toMatch(/^ +\^\r\n% Invalid input/);
    expect(await session.run('terminal exec prompt no-timestamp', prompt)).toMatch(STAMP);
    expect(await session.run('terminal width 512', prompt)).toBe('');
    expect(await session.run('terminal monitor disable', prompt)).toBe('');
    expect(await session.run('show ospf neighbor', prompt)).toMatch(/^\r\n\* Indicates MADJ interface\r\n/);
    expect(await session.run('terminal exec prompt timestamp', prompt)).toBe('');
    expect(await session.run('show version', prompt)).toMatch(STAMP);
    session.send('exit\r');
    await session.closed;
  });

  it('echoes what comes before its prompt at once, and does not echo it again', async () => {
    const router = test.router('cisco_xr');
    test.lab.configure(router.name, { promptDelayMs: 60 });
    const session = await openSession(router, test.login);
    session.send('terminal exec prompt no-timestamp\r');
    await session.expect('no-timestamp\r\n');
    expect(session.output()).not.toContain('#');
    session.send('exit\r');
    await session.closed;
    expect(session.output().match(/no-timestamp/g)).toHaveLength(1);
    expect(test.lab.ledger.lines(router.name)).toEqual(['terminal exec prompt no-timestamp', 'exit']);
    test.lab.configure(router.name, { promptDelayMs: 0 });
  });

  it('points at a mistake below the prompt that it shows, however that is named', async () => {
    const router = test.router('cisco_xr');
    test.lab.configure(router.name, { promptName: 'x'.repeat(64), ha: 'RP/0/RP1/CPU0' });
    const prompt = `RP/0/RP1/CPU0:${'x'.repeat(31)}#`;
    const session = await openSession(router, test.login);
    await session.expect(prompt);
    const refusal = await session.run('show bogus', prompt);
    expect(refusal.split('\r\n')[0]).toBe(`${' '.repeat(prompt.length + 5)}^`);
    session.end();
    test.lab.configure(router.name, { promptName: undefined, ha: undefined });
  });
});

describe('a simulated NX-OS switch', () => {
  it('is privileged from the start, echoes Enter as CR CR LF and begins its prompt with CR', async () => {
    const router = test.router('cisco_nxos');
    const session = await openSession(router, test.login);
    await session.expect(`\r\n\r${router.name}# `);
    session.send('terminal length 0\r');
    await session.expect(`terminal length 0\r\r\n\r${router.name}# `);
    session.send('show ip ospf neighbors\r');
    const output = await session.expect(`\r\n\r${router.name}# `);
    expect(output).toMatch(/^show ip ospf neighbors\r\r\n OSPF Process ID 1 VRF default\r\n/);
    expect(output).toContain('Up Time');
    expect(output).not.toContain('Dead');
    session.send('exit\r');
    await session.closed;
  });

  it('pages in reverse video', async () => {
    const router = test.router('cisco_nxos');
    const session = await openSession(router, test.login);
    await session.expect('# ');
    session.send('show ip ospf\r');
    await session.expect('\r\n\x1b[7m--More--\x1b[27m');
    session.send('q');
    await session.expect(`\r${router.name}# `);
    session.end();
  });
});

describe('a simulated EOS switch', () => {
  it('answers terminal settings in words, and pages with erasure', async () => {
    const router = test.router('arista_eos');
    const prompt = `${router.name}#`;
    const session = await openSession(router, test.login);
    await session.expect(prompt);
    session.send('show ip ospf\r');
    await session.expect('\r\n\x1b[7m --More-- \x1b[27m\x1b[K');
    session.send(' ');
    await session.expect(prompt);
    expect(await session.run('terminal length 0', prompt)).toBe('Pagination disabled.\r\n');
    expect(await session.run('terminal width 512', prompt)).toBe('Width set to 512 columns.\r\n');
    expect(await session.run('show ip ospf neighbor', prompt)).toMatch(/^Neighbor ID +Instance VRF +Pri State/);
    session.end();
  });

  it('starts below enable when told so, and keeps the configuration from such a session', async () => {
    const router = test.router('arista_eos');
    test.lab.configure(router.name, { privilege: 1 });
    const session = await openSession(router, test.login);
    const denied = await session
      .expect(`${router.name}>`)
      .then(() => session.run('show running-config', `${router.name}>`));
    expect(denied).toBe('% Invalid input (privileged mode required)\r\n');
    session.send('enable\r');
    await session.expect('Password: ');
    session.send(`${test.enablePassword}\r`);
    await session.expect(`${router.name}#`);
    session.end();
    expect(session.output()).not.toContain(test.enablePassword);
    test.lab.configure(router.name, { privilege: 15 });
  });

  it('may ask for the state of the terminal before its first prompt, and keeps the answer out of the line', async () => {
    const router = test.router('arista_eos', 1);
    test.lab.configure(router.name, { statusQuery: true });
    const session = await openSession(router, test.login);
    await session.expect(`\x1b[5n${router.name}#`);
    session.send('\x1b[0nshow version\r');
    expect(await session.expect(`\r\n${router.name}#`)).toContain('Software image version');
    session.end();
    expect(session.output().split('\x1b[5n')).toHaveLength(2);
    expect(test.lab.ledger.lines(router.name)).toEqual(['show version']);
  });
});

describe('EOS without an enable password', () => {
  it('lets everybody in', async () => {
    const open = await startTestLab(8, { size: 1, platforms: { arista_eos: 1 }, enablePassword: undefined });
    const router = open.router('arista_eos');
    open.lab.configure(router.name, { privilege: 1 });
    const session = await openSession(router, open.login);
    await session.expect(`${router.name}>`);
    session.send('enable\r');
    await session.expect(`${router.name}#`);
    session.end();
    await open.lab.close();
  });
});
