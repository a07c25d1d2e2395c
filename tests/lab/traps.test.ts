import { type Socket, connect as tcpConnect } from 'node:net';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OLD_ALGORITHMS } from '../../lab/router/algorithms';
import type { DeviceSettings } from '../../lab/router/settings';
import type { LabRouter } from '../../lab/start-lab';
import { ed25519Pair } from '../support/key-pair';
import { connect, openSession, type TestSession } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

/** Traps of every platform, each shown to happen to a plain SSH client. */
const PLATFORMS = ['cisco_ios', 'frr', 'cisco_xr', 'cisco_nxos', 'arista_eos'] as const;
type Platform = (typeof PLATFORMS)[number];
const VERSION = 'show version';
const USUAL: Partial<DeviceSettings> = {
  algorithms: undefined,
  ansi: false,
  auth: ['publickey', 'password', 'keyboard-interactive'],
  banner: undefined,
  connectGapMs: 0,
  echo: 'once',
  ha: undefined,
  motd: undefined,
  promptName: undefined,
  vtyLines: undefined,
};
/** Of the last line of `show version`, or of the one before. */
const TAIL = {
  cisco_ios: 'Configuration register',
  frr: 'configured with',
  cisco_xr: 'System uptime is',
  cisco_nxos: 'Active Package(s):',
  arista_eos: 'Free memory',
} as const;

let test: TestLab;
const userKey = ed25519Pair();
beforeAll(async () => {
  const platforms = Object.fromEntries(PLATFORMS.map((platform) => [platform, 1]));
  test = await startTestLab(6, { size: 5, platforms, authorizedKey: userKey.public });
});
afterAll(() => test.lab.close());
beforeEach(async () => {
  await test.lab.ledger.idle();
  test.lab.ledger.clear();
});

afterEach(async () => {
  for (const { name } of test.lab.routers) {
    test.lab.configure(name, USUAL);
    await test.lab.setFault(name, null);
  }
});

const promptOf = (platform: Platform, name: string) =>
  ({
    cisco_ios: `${name}#`,
    frr: `${name}# `,
    cisco_xr: `RP/0/RSP0/CPU0:${name}#`,
    cisco_nxos: `\r${name}# `,
    arista_eos: `${name}#`,
  })[platform];

/** A session at its first prompt with paging off and, on IOS XR, without date lines. */
async function ready(platform: Platform): Promise<{ session: TestSession; router: LabRouter; prompt: string }> {
  const router = test.router(platform);
  const prompt = promptOf(platform, router.name);
  const session = await openSession(router, test.login);
  await session.expect(prompt);
  for (const line of platform === 'cisco_xr'
    ? ['terminal length 0', 'terminal exec prompt no-timestamp']
    : ['terminal length 0']) {
    session.send(`${line}\r`);
    await session.expect(prompt);
  }
  return { session, router, prompt };
}

/** What a plain TCP client hears until the other side ends it. */
function listen(router: LabRouter): Promise<{ heard: string; error?: string }> {
  return new Promise((resolve) => {
    const socket: Socket = tcpConnect(router.port, router.address);
    let heard = '';
    let error: string | undefined;
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('error', (reason: NodeJS.ErrnoException) => {
      error = reason.code;
    });
    socket.on('close', () => resolve({ heard, error }));
  });
}

describe.each(PLATFORMS)('%s', (platform) => {
  it('prints a line in the middle of an output that looks exactly like its prompt', async () => {
    const { session, router, prompt } = await ready(platform);
    await test.lab.setFault(router.name, { kind: 'look_alike' });
    session.send(`${VERSION}\r`);
    await session.expect(`\r\n${prompt.replace('\r', '')}\r\n`);
    const rest = await session.expect(`\r\n${prompt}`);
    expect(rest).toContain(TAIL[platform]);
    session.end();
  });

  it('stops for a while behind a look-alike prompt that ends a chunk', async () => {
    const { session, router } = await ready(platform);
    await test.lab.setFault(router.name, { kind: 'look_alike', prompt: 'other-router#', pauseMs: 50 });
    session.send(`${VERSION}\r`);
    await session.expect('\r\nother-router#');
    expect(session.output().endsWith('\r\nother-router#')).toBe(true);
    const rest = await session.expect(promptOf(platform, router.name));
    expect(rest).toMatch(/^\r\n/);
    expect(rest).toContain(TAIL[platform]);
    session.end();
  });

  it('pages although paging is off', async () => {
    const { session, router, prompt } = await ready(platform);
    await test.lab.setFault(router.name, { kind: 'stray_pager', lines: 2 });
    session.send(`${VERSION}\r`);
    await session.expect('--More--');
    expect(session.output()).not.toContain(TAIL[platform]);
    session.send('q');
    await session.expect(prompt);
    session.end();
  });

  it('shows its prompt in banner and message before the real one', async () => {
    const router = test.router(platform);
    const prompt = promptOf(platform, router.name).trim();
    test.lab.configure(router.name, { banner: 'Behind {prompt}\r\n{prompt}', motd: '{prompt}\nMaintenance tonight' });
    const banner = await new Promise<string>((resolve, reject) => {
      const client = new ssh2.Client();
      client.on('banner', (text) => resolve(text));
      client.on('error', reject);
      client.on('ready', () => client.end());
      client.connect({ host: router.address, port: router.port, ...test.login });
    });
    expect(banner.trimEnd().endsWith(`\r\n${prompt}`)).toBe(true);
    const session = await openSession(router, test.login);
    await session.expect(`\r\n${prompt}`);
    await session.expect('Maintenance tonight\r\n');
    await session.expect(prompt);
    session.end();
  });

  it('echoes a line twice, or redraws prompt and line', async () => {
    const { session, router, prompt } = await ready(platform);
    const plain = prompt.replace('\r', '');
    test.lab.configure(router.name, { echo: 'twice' });
    session.send(`${VERSION}\r`);
    expect(await session.expect(prompt)).toMatch(/^show version\r{1,2}\nshow version\r{1,2}\n/);
    test.lab.configure(router.name, { echo: 'redrawn' });
    session.send(`${VERSION}\r`);
    await session.expect(/show version\r{1,2}\n/);
    await session.expect(`${plain}${VERSION}\r`);
    await session.expect(TAIL[platform]);
    session.end();
  });

  it('colors and erases prompt and output, and means the same', async () => {
    const { session, router, prompt } = await ready(platform);
    session.send(`${VERSION}\r`);
    const plain = await session.expect(prompt);
    test.lab.configure(router.name, { ansi: true });
    session.send(`${VERSION}\r`);
    const colored = await session.expect(`${prompt}\x1b[0m\x1b[K`);
    expect(colored).toContain('\x1b[32m');
    const withoutTime = (text: string) => text.replace(/\d+ second\(s\)/, '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is taken out
    expect(withoutTime(colored.replace(/\x1b\[[\d;]*[A-Za-z]/g, ''))).toBe(withoutTime(plain));
    session.end();
  });

  it('shows a name of 64 characters as far as its prompt has room', async () => {
    const router = test.router(platform);
    const name = `${'long-name-'.repeat(6)}last`;
    test.lab.configure(router.name, { promptName: name });
    const session = await openSession(router, test.login);
    await session.expect(promptOf(platform, platform === 'cisco_xr' ? name.slice(0, 31) : name));
    session.end();
  });

  it('shows a change of high availability from one prompt to the next', async () => {
    const { session, router } = await ready(platform);
    const ha = platform === 'cisco_xr' ? 'RP/0/RSP1/CPU0' : '(standby)';
    test.lab.configure(router.name, { ha });
    session.send('\r');
    await session.expect(platform === 'cisco_xr' ? `${ha}:${router.name}#` : `${router.name}${ha}#`);
    session.end();
  });

  it('closes a second connection that comes too soon, before its banner, and takes a later one', async () => {
    const router = test.router(platform);
    test.lab.configure(router.name, { connectGapMs: 500 });
    const session = await openSession(router, test.login);
    expect(await listen(router)).toEqual({ heard: '', error: undefined });
    let later: ssh2.Client | undefined;
    while (!later) later = await connect(router, test.login).catch(() => undefined);
    later.end();
    session.end();
    const entries = test.lab.ledger.of(router.name);
    const accepted = new Set(entries.filter(({ kind }) => kind === 'login').map((entry) => entry.session));
    const [first, second] = entries.filter((entry) => entry.kind === 'connect' && accepted.has(entry.session));
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(499);
  });

  it('has no free line: resets before the banner, or says so and closes', async () => {
    const router = test.router(platform);
    test.lab.configure(router.name, { vtyLines: 1 });
    const session = await openSession(router, test.login);
    expect(await listen(router)).toEqual({ heard: '', error: 'ECONNRESET' });
    session.end();
    await session.closed;
    await test.lab.ledger.idle();
    (await connect(router, test.login)).end();
    test.lab.configure(router.name, { vtyLines: undefined });
    await test.lab.setFault(router.name, { kind: 'busy', text: 'All lines are busy, try again later' });
    expect(await listen(router)).toEqual({ heard: 'All lines are busy, try again later\r\n', error: undefined });
    await expect(connect(router, test.login)).rejects.toThrow();
  });

  it('logs in by keyboard-interactive alone', async () => {
    const router = test.router(platform);
    test.lab.configure(router.name, { auth: ['keyboard-interactive'] });
    await expect(connect(router, { ...test.login, authHandler: ['password'] })).rejects.toThrow('authentication');
    const { username, password } = test.login;
    await new Promise<void>((resolve, reject) => {
      const client = new ssh2.Client();
      client.on('keyboard-interactive', (_name, _text, _lang, _prompts, finish) => finish([password]));
      client.on('ready', () => resolve(void client.end()));
      client.on('error', reject);
      client.connect({ host: router.address, port: router.port, username, tryKeyboard: true });
    });
    expect(test.lab.ledger.logins(router.name)).toBe(1);
  });

  it('logs in by the key it was given, and by no other', async () => {
    const router = test.router(platform);
    const { username } = test.login;
    (await connect(router, { username, privateKey: userKey.private })).end();
    const stranger = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    await expect(connect(router, { username, privateKey: stranger.private })).rejects.toThrow('authentication');
    await expect(connect(router, { username: 'other', privateKey: userKey.private })).rejects.toThrow('authentication');
    const logins = test.lab.ledger.of(router.name).flatMap((entry) => (entry.kind === 'login' ? [entry.method] : []));
    expect(logins).toEqual(['publickey']);
  });

  it.each(['legacy', 'ancient', 'ancient-dss'] as const)('offers %s algorithms and nothing else', async (age) => {
    const router = test.router(platform);
    const before = router.fingerprint;
    test.lab.configure(router.name, { algorithms: age });
    expect(router.fingerprint).not.toBe(before);
    await expect(connect(router, test.login)).rejects.toThrow('no matching key exchange algorithm');
    const other = OLD_ALGORITHMS[age === 'legacy' ? 'ancient' : 'legacy'];
    await expect(connect(router, { ...test.login, algorithms: other })).rejects.toThrow('no matching');
    (await connect(router, { ...test.login, algorithms: OLD_ALGORITHMS[age] })).end();
    test.lab.configure(router.name, { algorithms: undefined });
    expect(router.fingerprint).toBe(before);
  });
});
