import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, type LabRouter, startLab } from '../../../lab/start-lab';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { clearLedger, dial, dialed, ENABLE_PASSWORD, PASSWORD, runLine, USERNAME } from './lab-session';

let lab: Lab;
let ios: LabRouter;
let frr: LabRouter;

beforeAll(async () => {
  lab = await startLab({
    seed: 11,
    size: 12,
    username: USERNAME,
    password: PASSWORD,
    enablePassword: ENABLE_PASSWORD,
    port: 0,
    addressBase: '127.102.0.1',
  });
  ios = lab.routers.find((router) => router.platform === 'cisco_ios')!;
  frr = lab.routers.find((router) => router.platform === 'frr')!;
});
afterAll(() => lab.close());
beforeEach(async () => {
  for (const router of [ios, frr]) {
    await lab.setFault(router.name, null);
    lab.configure(router.name, { thinkTimeMs: 0, privilege: 15, auth: ['password', 'keyboard-interactive'] });
    lab.configure(router.name, { motd: undefined, banner: undefined });
  }
  await clearLedger(lab);
});

const raw = (text: string) => Buffer.from(text).toString('base64');

describe('a session', () => {
  it('sends the set-up lines, the given lines and the good-bye, and nothing else, on one connection', async () => {
    for (const [router, setUp] of [
      [ios, ['terminal length 0', 'terminal width 511']],
      [frr, ['terminal length 0']],
    ] as const) {
      const session = await dialed(router);
      for (const line of EVERYDAY_COMMANDS) {
        const { result, output } = await runLine(session, line);
        expect(result).toEqual({
          failure: null,
          bytes: Buffer.byteLength(output),
          truncated: false,
          sent: true,
          usable: true,
        });
        expect(output).not.toContain(line);
        expect(output).not.toMatch(new RegExp(`${router.name}[>#]`));
      }
      await session.close();
      expect(lab.ledger.lines(router.name)).toEqual([...setUp, ...EVERYDAY_COMMANDS, 'exit']);
      const closed = await lab.ledger.waitFor((entry) => entry.kind === 'close' && entry.router === router.name);
      const sent = [...setUp, ...EVERYDAY_COMMANDS, 'exit'].join('\n').length + 1;
      expect(closed).toMatchObject({ bytes: sent, unfinished: '' });
    }
    expect(lab.ledger.counts()).toMatchObject({ connect: 2, login: 2, login_failed: 0, shell: 2, close: 2 });
  });

  it('gives the router’s answer unchanged', async () => {
    const session = await dialed(frr);
    const hostile = '\u0000\u001b[31m<script>\u202e\r\nno line end\r\n';
    await lab.setFault(frr.name, { kind: 'raw_output', base64: raw(hostile) });
    const { output } = await runLine(session, 'show version');
    expect(output).toBe(hostile);
    await session.close();
  });

  it('says which phase it is in', async () => {
    const phases: string[] = [];
    const session = await dialed(ios, { onPhase: (phase) => phases.push(phase) });
    await session.close();
    expect(phases).toEqual(['connecting', 'handshake', 'authenticating', 'preparing']);
  });

  it('recognises IOS by its SSH identification and FRRouting by its greeting', async () => {
    for (const router of [ios, frr]) {
      const session = await dialed({ ...router, platform: 'auto' });
      expect(session.platform).toBe(router.platform);
      await session.close();
    }
  });

  it('recognises IOS XR by its prompt, though its identification is that of IOS', async () => {
    lab.configure(ios.name, { promptName: 'RP/0/RSP0/CPU0:lon-core-01' });
    const session = await dialed({ ...ios, platform: 'auto' });
    lab.configure(ios.name, { promptName: undefined });
    expect(session.platform).toBe('cisco_xr');
    await session.close();
  });

  it('is held in user mode without an enable password', async () => {
    lab.configure(ios.name, { privilege: 1 });
    const session = await dialed(ios);
    expect((await runLine(session, 'show ip ospf neighbor')).result.failure).toBeNull();
    await session.close();
    expect(lab.ledger.lines(ios.name)).not.toContain('enable');
  });

  it('rises to the privileged level with one', async () => {
    lab.configure(ios.name, { privilege: 1 });
    const session = await dialed(ios, { secret: { enablePassword: ENABLE_PASSWORD } });
    const { result, output } = await runLine(session, 'show ip ospf neighbor');
    expect(result.failure).toBeNull();
    expect(output).not.toContain(ENABLE_PASSWORD);
    await session.close();
    expect(lab.ledger.lines(ios.name).slice(0, 3)).toEqual(['enable', '<password>', 'terminal length 0']);
  });

  it('a wrong enable password is auth_failed, tried once, and in no text', async () => {
    lab.configure(ios.name, { privilege: 1 });
    const result = await dial(ios, { secret: { enablePassword: 'Wrong-Word-33' } });
    expect(result).toMatchObject({ ok: false, error: { kind: 'auth_failed' } });
    expect(JSON.stringify(result)).not.toContain('Wrong-Word-33');
    expect(lab.ledger.lines(ios.name)).toEqual(['enable', '<password>']);
  });

  it('answers a router that knows only keyboard-interactive', async () => {
    lab.configure(ios.name, { auth: ['keyboard-interactive'] });
    const session = await dialed(ios);
    await session.close();
    expect(lab.ledger.entries().find((entry) => entry.kind === 'login')).toMatchObject({
      method: 'keyboard-interactive',
    });
    expect(lab.ledger.failedLogins()).toBe(0);
  });

  it('a banner full of prompts does not hurry it', async () => {
    const motd = `other-router#\n${ios.name}# is mine\n${ios.name}#\nPassword: not here\n[confirm]`;
    lab.configure(ios.name, { motd, banner: `${ios.name}#` });
    const session = await dialed(ios);
    const { output } = await runLine(session, 'show ip ospf neighbor');
    expect(output).toContain('Neighbor ID');
    await session.close();
    expect(lab.ledger.lines(ios.name)).toEqual([
      'terminal length 0',
      'terminal width 511',
      'show ip ospf neighbor',
      'exit',
    ]);
  });

  it('prompt look-alikes and questions in mid-output end no command', async () => {
    const answer = `! ${ios.name}#\r\n${ios.name}#\r\nother#\r\n${ios.name}#show run\r\n[confirm]\r\nPassword:\r\nend\r\n`;
    await lab.setFault(ios.name, { kind: 'raw_output', base64: raw(answer) });
    const session = await dialed(ios);
    const first = await runLine(session, 'show running-config');
    expect(first.output).toBe(answer);
    expect(first.result.failure).toBeNull();
    await lab.setFault(ios.name, null);
    expect((await runLine(session, 'show ip ospf neighbor')).output).toContain('Neighbor ID');
    await session.close();
  });
});

describe('a rejected line', () => {
  it.each(['cisco_ios', 'frr'] as const)(
    'on %s is command_rejected with the router’s words, and the session goes on',
    async (platform) => {
      const router = platform === 'frr' ? frr : ios;
      const session = await dialed(router);
      const { result } = await runLine(session, 'show ip osfp');
      expect(result).toMatchObject({ failure: { kind: 'command_rejected' }, usable: true, sent: true });
      expect(result.failure).toMatchObject({ message: expect.stringMatching(/^% (Invalid input|Unknown command)/) });
      expect((await runLine(session, 'show ip ospf neighbor')).result.failure).toBeNull();
      await session.close();
    },
  );
});

describe('a large answer', () => {
  it('comes in pieces while it streams', async () => {
    await lab.setFault(frr.name, { kind: 'flood', bytes: 1_000_000 });
    const session = await dialed(frr);
    const { pieces, result } = await runLine(session, 'show version');
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(400_000);
    // The flood ends with a line break of its own.
    expect(result).toMatchObject({ bytes: 1_000_002, truncated: false, failure: null });
    await session.close();
  });

  it('beyond the limit keeps head and tail, the true byte count, and little memory', async () => {
    await lab.setFault(frr.name, { kind: 'flood', bytes: 100_000_000 });
    const session = await dialed(frr, { maxOutputBytes: 1_000_000 });
    const before = process.memoryUsage().rss;
    const { output, result } = await runLine(session, 'show version');
    expect(result).toMatchObject({ bytes: 100_000_002, truncated: true, failure: null, usable: true });
    expect(Buffer.byteLength(output)).toBeLessThan(1_000_100);
    // Three quarters from the beginning, one from the end, each as the router sent it, and a count that adds up.
    const [, head = '', left = '', tail = ''] = /^(.*)\n\[… (\d+) bytes left out …\]\n(.*)$/s.exec(output) ?? [];
    const row = `${'0123456789abcdef'.repeat(5).slice(0, 78)}\r\n`;
    expect(head).toBe(row.repeat(10_000).slice(0, head.length));
    expect(head.length).toBe(750_000);
    expect(tail.endsWith(`${row.slice(0, 100_000_000 % row.length)}\r\n`)).toBe(true);
    expect(tail.length).toBe(250_000);
    expect(head.length + Number(left) + tail.length).toBe(result.bytes);
    expect(output.match(/\[… 990\d{5} bytes left out …\]/g)).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    await lab.setFault(frr.name, null);
    expect((await runLine(session, 'show ip ospf neighbor')).result.failure).toBeNull();
    await session.close();
  });

  it('a reader who takes nothing makes the router wait', async () => {
    await lab.setFault(frr.name, { kind: 'flood', bytes: 50_000_000 });
    const session = await dialed(frr, { maxOutputBytes: 80_000_000, clocks: { commandIdleMs: 1_000 } });
    const generator = session.run('show version');
    const first = await generator.next();
    expect(first.done).toBe(false);
    const before = process.memoryUsage();
    // Longer than the idle clock: silence of this side's own making is none of the router's.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const after = process.memoryUsage();
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(30_000_000);
    let bytes = (first.value as Uint8Array).length;
    for (;;) {
      const next = await generator.next();
      if (next.done) {
        expect(next.value).toMatchObject({ failure: null, bytes: 50_000_002 });
        break;
      }
      bytes += next.value.length;
    }
    expect(bytes).toBe(50_000_002);
    await session.close();
  });
});
