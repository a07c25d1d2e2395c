import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LabRouter } from '../../lab/start-lab';
import { openSession, type TestSession } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

/** Junos, VRP, RouterOS and SR OS as an SSH client sees them. */
let test: TestLab;
beforeAll(async () => {
  test = await startTestLab(41, {
    size: 16,
    platforms: { juniper_junos: 1, huawei_vrp: 1, mikrotik_routeros: 1, nokia_sros: 1 },
  });
});
afterAll(() => test.lab.close());
beforeEach(async () => {
  await test.lab.ledger.idle();
  test.lab.ledger.clear();
});

async function identOf({ address, port }: LabRouter): Promise<string> {
  const socket = connectTcp(port, address);
  const [first] = await once(socket, 'data');
  socket.destroy();
  return String(first).split('\r\n')[0]!;
}

it.each([
  ['juniper_junos', 'SSH-2.0-OpenSSH_7.5'],
  ['huawei_vrp', 'SSH-2.0-HUAWEI-1.5'],
  ['mikrotik_routeros', 'SSH-2.0-ROSSSH'],
  ['nokia_sros', 'SSH-2.0-OpenSSH_8.2p1'],
] as const)('%s says who it is as the real one does', async (platform, ident) => {
  expect(await identOf(test.router(platform))).toBe(ident);
});

describe('a simulated Junos router', () => {
  const prompt = (router: LabRouter) => `\r\n${test.login.username}@${router.name}> `;

  it('pages with a percentage until it is told not to, and ends an echoed line with a space', async () => {
    const router = test.router('juniper_junos');
    const session = await openSession(router, test.login);
    const greeting = await session.expect(prompt(router));
    expect(greeting).toMatch(/^--- JUNOS /);
    session.send('show ospf interface detail\n');
    const page = await session.expect(/---\(more \d+%\)---$/);
    expect(page.startsWith('show ospf interface detail \r\n')).toBe(true);
    session.send('q');
    await session.expect(prompt(router));
    session.send('show ospf interface detail | no-more\n');
    expect(await session.expect(prompt(router))).not.toContain('(more');
    session.send('set cli screen-length 0\n');
    expect(await session.expect(prompt(router))).toContain('Screen length set to 0\r\n');
    session.send('show ospf interface detail\n');
    expect(await session.expect(prompt(router))).not.toContain('(more');
    session.send('exit\n');
    await session.closed;
  });

  it('shows the state of its routing engine above each prompt', async () => {
    const router = test.router('juniper_junos', 1);
    test.lab.configure(router.name, { ha: 'master:0' });
    const session = await openSession(router, test.login);
    await session.expect(`\r\n{master:0}${prompt(router)}`);
    session.send('show version\n');
    await session.expect(`\r\n\r\n{master:0}${prompt(router)}`);
    session.send('configure\n');
    await session.expect(`\r\n{master:0}[edit]\r\n${test.login.username}@${router.name}# `);
    session.end();
  });

  it('completes words at the space key until `set cli complete-on-space off`', async () => {
    const router = test.router('juniper_junos');
    const session = await openSession(router, test.login);
    await session.expect(prompt(router));
    session.send('sh ver\n');
    await session.expect('show ver \r\n');
    await session.expect(prompt(router));
    session.send('set cli complete-on-space off\n');
    await session.expect(`Disabling complete-on-space\r\n${prompt(router)}`);
    session.send('sh ver\n');
    await session.expect('sh ver \r\n');
    session.end();
    expect(test.lab.ledger.lines(router.name)).toEqual(['sh ver', 'set cli complete-on-space off', 'sh ver']);
  });

  it('counts no set-up line as a command that a fault hits', async () => {
    const router = test.router('juniper_junos', 2);
    await test.lab.setFault(router.name, { kind: 'invalid_input', on: 2 });
    const session = await openSession(router, test.login);
    await session.expect(prompt(router));
    const answers: string[] = [];
    for (const line of ['set cli screen-length 0', 'show version', 'set cli screen-width 511', 'show version']) {
      session.send(`${line}\n`);
      answers.push(await session.expect(prompt(router)));
    }
    session.end();
    await test.lab.setFault(router.name, null);
    expect(answers.map((text) => text.includes('syntax error'))).toEqual([false, false, false, true]);
  });
});

describe('root on a simulated Junos router', () => {
  it('lands in the Unix shell until it says cli', async () => {
    const root = await startTestLab(42, { size: 1, username: 'root', platforms: { juniper_junos: 1 } });
    try {
      const router = root.router('juniper_junos');
      const session = await openSession(router, { ...root.login, username: 'root' });
      await session.expect(`root@${router.name}:~ # `);
      session.send('show version\n');
      await session.expect(`show: Command not found.\r\nroot@${router.name}:~ # `);
      session.send('cli\n');
      await session.expect(`\r\nroot@${router.name}> `);
      session.end();
    } finally {
      await root.lab.close();
    }
  });
});

describe('a simulated VRP router', () => {
  it('pages with cursor moves until `screen-length 0 temporary`', async () => {
    const router = test.router('huawei_vrp');
    const prompt = `<${router.name}>`;
    const session = await openSession(router, test.login);
    await session.expect(`The current login time is 2026-11-02 08:15:40+00:00.\r\n${prompt}`);
    session.send('display ospf brief\n');
    await session.expect('  ---- More ----');
    session.send(' ');
    await session.expect(`\x1b[42D${' '.repeat(42)}\x1b[42D`);
    session.send('q');
    await session.expect(prompt);
    expect(await session.run('screen-length 0 temporary', prompt)).toMatch(/^Info: /);
    expect(await session.run('undo terminal monitor', prompt)).toBe('Info: Current terminal monitor is off.\r\n');
    expect(await session.run('display ospf brief', prompt)).not.toContain('More');
    session.send('quit\n');
    await session.closed;
  });

  it('prints what looks like a prompt and is none', async () => {
    const router = test.router('huawei_vrp');
    const session = await openSession(router, test.login);
    await session.expect(`<${router.name}>`);
    await session.run('screen-length 0 temporary', `<${router.name}>`);
    const text = await session.run('display current-configuration', `<${router.name}>`);
    expect(text).toMatch(/^\[V200R009C00SPC500\]\r$/m);
    expect(text).toMatch(/<->\r$/m);
    session.end();
  });

  it('asks about its screen width, and about a new password at login where it is set to', async () => {
    const router = test.router('huawei_vrp', 1);
    test.lab.configure(router.name, { asksAtLogin: true, ha: 'HRP_M' });
    const session = await openSession(router, test.login);
    await session.expect('The password needs to be changed. Change now? [Y/N]:');
    session.send('N\n');
    await session.expect(`HRP_M<${router.name}>`);
    session.send('screen-width 255\n');
    await session.expect('Continue? [Y/N]:');
    session.send('y\n');
    await session.expect('Info: Succeeded in setting the screen width to 255.\r\n');
    session.send('system-view\n');
    await session.expect(`HRP_M[${router.name}]`);
    session.end();
    expect(test.lab.ledger.lines(router.name)).toEqual(['N', 'screen-width 255', 'y', 'system-view']);
  });
});

describe('a simulated RouterOS router', () => {
  const promptOf = (router: LabRouter) => `[${test.login.username}@${router.name}] > `;
  const open = (router: LabRouter, suffix: string): Promise<TestSession> =>
    openSession(router, { ...test.login, username: `${test.login.username}${suffix}` });
  /** The prompt painted once more after the blanks: nothing follows it. */
  const painted = (router: LabRouter, columns: number) => {
    const prompt = promptOf(router);
    return `\r\r\r\r${prompt}${' '.repeat(columns - prompt.length)}\r${prompt}`;
  };

  it('takes a login name with what the terminal can do, and paints prompt and echo to that width', async () => {
    const router = test.router('mikrotik_routeros');
    const prompt = promptOf(router);
    const session = await open(router, '+ct511w4098h');
    await session.expect(painted(router, 511));
    session.send('/s');
    await session.expect(`/\r\r${prompt}/${' '.repeat(510 - prompt.length)}\x1b[K\r${prompt}/`);
    await session.expect(`s\r\r${prompt}/s${' '.repeat(509 - prompt.length)}\x1b[K\r${prompt}/s`);
    session.send('\x7f\x7f/routing ospf neighbor print terse\r\n');
    await session.expect(`\r${prompt}/routing ospf neighbor print terse\r\n\r`);
    const rows = await session.expect(painted(router, 511));
    expect(rows).toMatch(/^ 0 {2}D instance=default .*state="Full" .*adjacency=\w+ timeout=\d+s\r$/m);
    expect(rows).not.toContain('\x1b[32m');
    session.send('/quit\r\n');
    await session.closed;
    const named = test.lab.ledger.of(router.name).find((entry) => entry.kind === 'login');
    expect(named).toMatchObject({ username: `${test.login.username}+ct511w4098h` });
  });

  it('takes no line feed for the end of a line', async () => {
    const router = test.router('mikrotik_routeros');
    const session = await open(router, '+ct80w24h');
    await session.expect(painted(router, 80));
    session.send('/system identity print\n\r\n');
    expect(await session.expect(painted(router, 80))).toContain(`  name: ${router.name}\r\n`);
    session.end();
    expect(test.lab.ledger.lines(router.name)).toEqual(['/system identity print']);
  });

  it('colors what it prints without the +c, and pages by the height of the terminal', async () => {
    const router = test.router('mikrotik_routeros', 1);
    const session = await open(router, '');
    await session.expect(`\x1b[m\x1b[1m[${test.login.username}@${router.name}] >\x1b[m `);
    session.send('/routing ospf lsa print\r\n');
    expect(await session.expect('-- [Q quit|D dump|down]')).toContain('\x1b[32moriginator\x1b[m\x1b[33m=\x1b[m');
    session.send('d');
    expect(await session.expect(`] >\x1b[m `)).not.toContain('[Q quit');
    session.send('/routing ospf lsa print without-paging\r\n');
    expect(await session.expect(/\r\n\r\r\r\r.*\] >/)).not.toContain('[Q quit');
    session.end();
  });

  it('goes into menus, and asks about its license at login where it is set to', async () => {
    const router = test.router('mikrotik_routeros', 2);
    test.lab.configure(router.name, { asksAtLogin: true });
    const session = await open(router, '+ct80w24h');
    await session.expect('Do you want to see the software license? [Y/n]: ');
    session.send('n');
    await session.expect(painted(router, 80));
    session.send('/routing ospf\r\n');
    await session.expect(`[${test.login.username}@${router.name}] /routing/ospf> `);
    session.send('area print count-only\r\n');
    await session.expect(/\r\n\r\d+\r\n/);
    session.end();
  });
});

describe('a simulated SR OS router', () => {
  it('pages in the classic engine until `environment no more`', async () => {
    const router = test.router('nokia_sros');
    const session = await openSession(router, test.login);
    await session.expect(`A:${router.name}# `);
    session.send('show router ospf status\n');
    await session.expect('Press Q to quit, Enter to print next line or any other key to print next page.');
    session.send('Q');
    await session.expect(`A:${router.name}# `);
    expect(await session.run('environment no more', `A:${router.name}# `)).toBe('');
    expect(await session.run('show router ospf status', `A:${router.name}# `)).not.toContain('Press Q');
    session.send('logout\n');
    await session.closed;
  });

  it('shows unsaved changes as a star', async () => {
    const router = test.router('nokia_sros', 1);
    test.lab.configure(router.name, { unsaved: true });
    const session = await openSession(router, test.login);
    await session.expect(`*A:${router.name}# `);
    session.end();
  });

  it('has a prompt of two lines in the model-driven engine, and both engines behind `//`', async () => {
    const router = test.router('nokia_sros', 2);
    test.lab.configure(router.name, { modelDriven: true });
    const prompt = `\r\n[/]\r\nA:${test.login.username}@${router.name}# `;
    const session = await openSession(router, test.login);
    await session.expect(prompt);
    expect(await session.run('environment more false', prompt)).toBe('');
    expect(await session.run('environment command-completion space false', prompt)).toBe('');
    expect(await session.run('environment console width 512', prompt)).toBe('');
    expect(await session.run('//environment no more', prompt)).toMatch(/^INFO: CLI #2051: .*\r\nINFO: CLI #2052: /);
    expect(await session.run('show router ospf neighbor', prompt)).toContain('No. of Neighbors: ');
    session.send('edit-config exclusive\n');
    await session.expect(`(ex)[/configure]\r\nA:${test.login.username}@${router.name}# `);
    session.send('exit all\n');
    await session.expect(prompt);
    session.send('//\n');
    await session.expect(`\r\nA:${router.name}# `);
    session.end();
  });
});
