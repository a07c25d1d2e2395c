import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, openSession } from './ssh-client';
import { startTestLab, type TestLab } from './test-lab';

let test: TestLab;
beforeAll(async () => {
  test = await startTestLab(1);
});
afterAll(() => test.lab.close());
beforeEach(async () => {
  await test.lab.ledger.idle();
  test.lab.ledger.clear();
});

describe('a simulated IOS router', () => {
  it('echoes what is typed, answers, and writes down every line', async () => {
    const router = test.router('cisco_ios');
    const session = await openSession(router, test.login);
    await session.expect(`\r\n${router.name}#`);
    session.send('show ip ospf nex\x7fi');
    await session.expect('show ip ospf nex\b \bi');
    session.send('\x15');
    expect(await session.run('terminal length 0', `${router.name}#`)).toBe('');
    const output = await session.run('show ip ospf neighbor', `${router.name}#`);
    expect(output.replaceAll('\r\n', '')).not.toContain('\n');
    expect(output).toContain('Neighbor ID     Pri   State');
    session.send('exit\r');
    await session.closed;
    await test.lab.ledger.waitFor((entry) => entry.kind === 'close');

    expect(test.lab.ledger.lines(router.name)).toEqual(['terminal length 0', 'show ip ospf neighbor', 'exit']);
    expect(test.lab.ledger.of(router.name).map((entry) => entry.kind)).toEqual([
      'connect',
      'login',
      'shell',
      'line',
      'line',
      'line',
      'close',
    ]);
  });

  it('takes CR, LF and CR LF as one line end each', async () => {
    const router = test.router('cisco_ios');
    const session = await openSession(router, test.login);
    session.send('terminal length 0\rterminal width 200\nterminal no monitor\r\nexit\r');
    await session.closed;
    const lines = ['terminal length 0', 'terminal width 200', 'terminal no monitor', 'exit'];
    expect(test.lab.ledger.lines(router.name)).toEqual(lines);
  });

  it('pages at 24 lines until it is told not to', async () => {
    const router = test.router('cisco_ios');
    const session = await openSession(router, test.login);
    await session.expect('#');
    session.send('show ip ospf\r');
    const page = await session.expect(' --More-- ');
    expect(page.split('\r\n')).toHaveLength(25);
    session.send('\r');
    const row = await session.expect(' --More-- ');
    expect(row.match(/\r\n/g)).toHaveLength(1);
    session.send('q');
    await session.expect(`${router.name}#`);
    session.send('show ip ospf\r');
    let rest = await session.expect(' --More-- ');
    while (rest.endsWith(' --More-- ')) {
      session.send(' ');
      rest = await session.expect(/ --More-- |\r\n\S+#$/);
    }
    await session.run('terminal length 0', '#');
    expect(await session.run('show ip ospf', `${router.name}#`)).not.toContain('More');
    session.end();
    expect(test.lab.ledger.lines(router.name)).not.toContain(' ');
  });

  it('starts at level 1 when told so, and asks for the enable password unechoed', async () => {
    const router = test.router('cisco_ios', 1);
    test.lab.configure(router.name, { privilege: 1 });
    const session = await openSession(router, test.login);
    await session.expect(`${router.name}>`);
    session.send('enable\r');
    await session.expect('Password: ');
    session.send('wrong\r');
    await session.expect('Password: ');
    session.send(`${test.enablePassword}\r`);
    await session.expect(`${router.name}#`);
    session.end();
    expect(session.output()).not.toContain(test.enablePassword);
    expect(test.lab.ledger.lines(router.name)).toEqual(['enable', '<password>', '<password>']);
  });

  it('asks before it resets OSPF, and enters and leaves configuration', async () => {
    const router = test.router('cisco_ios');
    const session = await openSession(router, test.login);
    await session.expect('#');
    session.send('clear ip ospf process\r');
    await session.expect('Reset ALL OSPF processes? [no]: ');
    session.send('yes\r');
    await session.expect(`${router.name}#`);
    session.send('configure terminal\r');
    await session.expect(`${router.name}(config)#`);
    session.send('router ospf 1\r');
    await session.expect(`${router.name}(config-router)#`);
    session.send('max-metric router-lsa\rend\r');
    await session.expect(`${router.name}#`);
    session.end();
    const entries = test.lab.ledger.of(router.name).flatMap((entry) => (entry.kind === 'line' ? [entry] : []));
    expect(entries.map((entry) => [entry.place, entry.text])).toEqual([
      ['exec', 'clear ip ospf process'],
      ['question', 'yes'],
      ['exec', 'configure terminal'],
      ['config', 'router ospf 1'],
      ['config', 'max-metric router-lsa'],
      ['config', 'end'],
    ]);
  });

  /** A router that is asked something and takes its time. */
  async function openBusy() {
    const router = test.router('cisco_ios', 2);
    test.lab.configure(router.name, { thinkTimeMs: 600_000 });
    const session = await openSession(router, test.login);
    await session.expect('#');
    session.send('show version\r');
    await session.expect('show version\r\n');
    return { router, session };
  }

  it('ends a command on Ctrl-C', async () => {
    const { router, session } = await openBusy();
    session.send('\x03');
    await session.expect(`${router.name}#`);
    session.end();
  });

  it('answers a command that waits as soon as the think time says so', async () => {
    const { router, session } = await openBusy();
    test.lab.configure(router.name, { thinkTimeMs: 0 });
    await session.expect(`${router.name}#`);
    session.end();
  });

  it('shows a banner before login, a message after it, and another name in its prompt', async () => {
    const router = test.router('cisco_ios', 3);
    test.lab.configure(router.name, {
      banner: 'Authorised only\r\n',
      motd: 'Maintenance#\ntonight',
      promptName: 'gw.lab',
    });
    const client = await connect(router, { ...test.login, tryKeyboard: false });
    client.end();
    const session = await openSession(router, test.login);
    await session.expect('\r\nMaintenance#\r\ntonight\r\n');
    await session.expect('\r\ngw.lab#');
    session.end();
  });
});

describe('a simulated FRR router', () => {
  it('greets, starts privileged, never pages and refuses in the words of vtysh', async () => {
    const router = test.router('frr');
    const prompt = `${router.name}# `;
    const session = await openSession(router, test.login);
    await session.expect(
      `Hello, this is FRRouting (version 8.4.4).\r\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\r\n\r\n${prompt}`,
    );
    expect(await session.run('terminal width 511', prompt)).toBe('% Unknown command: terminal width 511\r\n');
    expect(await session.run('show ip ospf', prompt)).toContain('OSPF Routing Process, Router ID:');
    session.send('exit\r');
    await session.closed;
  });

  it('answers vtysh -c on an exec channel with the output alone', async () => {
    const router = test.router('frr');
    const client = await connect(router, test.login);
    const { output, code } = await new Promise<{ output: string; code: number }>((resolve, reject) => {
      client.exec("vtysh -c 'show version' -c 'show foo'", (error, channel) => {
        if (error) return reject(error);
        let output = '';
        channel.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
        channel.on('close', (code: number) => resolve({ output, code }));
      });
    });
    client.end();
    expect(output).toMatch(/^FRRouting 8\.4[\s\S]*% Unknown command: show foo\n$/);
    expect(code).toBe(1);
    expect(test.lab.ledger.lines(router.name)).toEqual(['show version', 'show foo']);
  });
});

describe('login', () => {
  it('works by password and by keyboard-interactive', async () => {
    const router = test.router('cisco_ios', 4);
    (await connect(router, test.login)).end();
    test.lab.configure(router.name, { auth: ['keyboard-interactive'] });
    const { username, password } = test.login;
    const byKeyboard = await new Promise((resolve, reject) => {
      import('ssh2').then(({ default: ssh2 }) => {
        const client = new ssh2.Client();
        client.on('keyboard-interactive', (_name, _text, _lang, prompts, finish) => {
          expect(prompts).toMatchObject([{ prompt: 'Password: ', echo: false }]);
          finish([password]);
        });
        client.on('ready', () => resolve(client.end()));
        client.on('error', reject);
        client.connect({ host: router.address, port: router.port, username, tryKeyboard: true });
      }, reject);
    });
    expect(byKeyboard).toBeDefined();
    const methods = test.lab.ledger.of(router.name).flatMap((entry) => (entry.kind === 'login' ? entry.method : []));
    expect(methods).toEqual(['password', 'keyboard-interactive']);
  });

  it('fails with a wrong password, and the ledger counts each try', async () => {
    const router = test.router('frr', 1);
    const wrong = connect(router, { ...test.login, password: 'wrong', authHandler: ['password'] });
    await expect(wrong).rejects.toThrow('authentication methods failed');
    expect(test.lab.ledger.failedLogins(router.name)).toBe(1);
    expect(test.lab.ledger.logins(router.name)).toBe(0);
  });
});
