import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Channel } from '@/server/ssh/channel';
import { CISCO_IOS } from '@/server/ssh/platforms/cisco-ios';
import { CISCO_XR } from '@/server/ssh/platforms/cisco-xr';
import { FRR } from '@/server/ssh/platforms/frr';
import { HUAWEI_VRP } from '@/server/ssh/platforms/huawei-vrp';
import { JUNIPER_JUNOS } from '@/server/ssh/platforms/juniper-junos';
import { MIKROTIK_ROUTEROS } from '@/server/ssh/platforms/mikrotik-routeros';
import { NOKIA_SROS_MD } from '@/server/ssh/platforms/nokia-sros';
import type { Platform } from '@/server/ssh/platforms/platform';
import { readTranscript } from './transcript';

function learned(platform: Platform, prompt: string): Channel {
  const channel = new Channel(platform);
  expect(channel.learn(platform, prompt)).toBe(true);
  return channel;
}

/** Feeds in pieces of the given sizes, round and round; returns all output. */
function feed(channel: Channel, bytes: Buffer, sizes: readonly number[]): string {
  const output: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    output.push(channel.feed(bytes.subarray(at, at + size)));
    at += size;
  }
  return Buffer.concat([...output, channel.finish()]).toString();
}

const WHOLE = [1 << 20];
const BYTE_BY_BYTE = [1];

describe('cut anywhere, the same bytes give the same output', () => {
  it.each([
    [CISCO_IOS, 'cisco-ios/everyday', 'fra-core-02#'],
    [FRR, 'frr/everyday', 'ring-1# '],
    [JUNIPER_JUNOS, 'juniper-junos/master', 'netops@qfx-1> '],
    [NOKIA_SROS_MD, 'nokia-sros/md', 'A:admin@sr-1# '],
    [MIKROTIK_ROUTEROS, 'mikrotik-routeros/prompt-twice', '[netops@mk-1] > '],
  ])('%# %s', (platform, name, prompt) => {
    const steps = readTranscript(name).steps.filter(({ kind }) => kind === 'runs');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.constantFrom(...steps),
        (sizes, { sent, bytes, output }) => {
          const channel = learned(platform, prompt);
          channel.expect(sent.trimEnd());
          expect(feed(channel, bytes, sizes)).toBe(output.toString());
          expect(channel.standing.kind).toBe('prompt');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('prompts', () => {
  const ask = (bytes: string, prompt = 'fra-core-02#', platform: Platform = CISCO_IOS) => {
    const channel = learned(platform, prompt);
    channel.expect('show clock');
    channel.feed(Buffer.from(`show clock\r\n${bytes}`));
    return channel.standing;
  };

  it('the prompt at the very end, in one piece and after the echo, is sure', () => {
    expect(ask('12:00\r\nfra-core-02#')).toEqual({ kind: 'prompt', text: 'fra-core-02#', sure: true });
  });

  it('a prompt that came in pieces is not sure', () => {
    const channel = learned(CISCO_IOS, 'fra-core-02#');
    channel.expect('show clock');
    channel.feed(Buffer.from('show clock\r\n12:00\r\nfra-'));
    channel.feed(Buffer.from('core-02#'));
    expect(channel.standing).toMatchObject({ kind: 'prompt', sure: false });
  });

  it.each([
    ['IOS XR, which may echo the line again behind it', CISCO_XR, 'RP/0/RSP0/CPU0:r1#'],
    ['RouterOS, which paints it again', MIKROTIK_ROUTEROS, '[netops@mk-1] > '],
  ])('the prompt right behind the echo is not sure on %s', (_title, platform, prompt) => {
    const channel = learned(platform, prompt);
    channel.expect('show clock');
    channel.feed(Buffer.from(`show clock\r\n${prompt}`));
    expect(channel.standing).toMatchObject({ kind: 'prompt', sure: false });
  });

  it('a prompt before the echo is not sure', () => {
    const channel = learned(CISCO_IOS, 'fra-core-02#');
    channel.expect('show clock');
    channel.feed(Buffer.from('\r\nfra-core-02#'));
    expect(channel.standing).toMatchObject({ kind: 'prompt', sure: false });
    expect(channel.awaitsEcho).toBe(true);
  });

  it.each([
    ['another host', 'fra-core-01#'],
    ['a longer name', 'xfra-core-02#'],
    ['the name with a dot taken as any character', 'fraxcore-02#'],
    ['text behind it', 'fra-core-02#show run'],
    ['text before it', ' description fra-core-02#'],
    ['a line break behind it', 'fra-core-02#\r\n'],
  ])('is none: %s', (_title, bytes) => {
    expect(ask(`12:00\r\n${bytes}`, bytes.startsWith('frax') ? 'fra.core-02#' : 'fra-core-02#').kind).toBe('nothing');
  });

  it.each([
    'fra-core-02>',
    'fra-core-02(config)#',
    'fra-core-02(config-router)#',
    '\u001b[?2004hfra-core-02#',
    'fra-core-02#\u001b[K',
    '\rfra-core-02#',
    '       \rfra-core-02#',
    '\u0000fra-core-02# ',
  ])('is one: %j', (bytes) => {
    expect(ask(`12:00\r\n${bytes}`).kind).toBe('prompt');
  });

  it.each(['[V200R009C00SPC500]', '<->', '[ne40-10]', '<ne40-10>', 'SL<->', ' [ne40-1]', '<ne40-1>x'])(
    'on VRP is none: %s',
    (text) => {
      expect(ask(text, '<ne40-1>', HUAWEI_VRP).kind).toBe('nothing');
    },
  );

  it('a banner that looked like a prompt is forgotten when the echo shows the true one', () => {
    const channel = learned(CISCO_IOS, 'banner#');
    channel.expect('terminal length 0');
    channel.feed(Buffer.from('\r\nend of banner\r\nfra-core-02#terminal length 0\r\nfra-core-02#'));
    expect(channel.standing).toMatchObject({ kind: 'prompt', text: 'fra-core-02#' });
  });
});

describe('lines above a prompt', () => {
  const ask = (bytes: string) => {
    const channel = learned(JUNIPER_JUNOS, 'netops@mx-1> ');
    channel.expect('show x');
    const given = channel.feed(Buffer.from(`show x \r\n${bytes}`)).toString();
    return { given, end: channel.finish().toString() };
  };

  it('are held back until it is known whether a prompt follows', () => {
    expect(ask('one\r\n\r\n{master}\r\n')).toEqual({ given: 'one\r\n', end: '\r\n{master}\r\n' });
    expect(ask('one\r\n\r\n{master}\r\nnetops@mx-1> ')).toEqual({ given: 'one\r\n', end: '' });
    expect(ask('one\r\n\r\n{master}\r\ntwo\r\n')).toEqual({ given: 'one\r\n\r\n{master}\r\ntwo\r\n', end: '' });
  });

  it('come before an overlong line, in order', () => {
    const long = 'x'.repeat(5_000);
    expect(ask(`one\r\n\r\n${long}`)).toEqual({ given: `one\r\n\r\n${long}`, end: '' });
  });
});

describe('questions', () => {
  it.each([
    'Proceed with reload? [confirm]',
    'Reset ALL OSPF processes? [no]: ',
    'Do you wish to proceed? (y/n)',
    'Overwrite? (y/n)[n]: ',
    'System configuration has been modified. Save? [yes/no]: ',
    'Password: ',
    'Username:',
    'Destination filename [startup-config]? ',
    ' --More-- ',
  ])('at the end: %j', (question) => {
    const channel = learned(FRR, 'r1# ');
    channel.expect('reload');
    channel.feed(Buffer.from(`reload\r\n${question}`));
    expect(channel.standing.kind).toBe('question');
    channel.feed(Buffer.from('\r\n'));
    expect(channel.standing.kind).toBe('nothing');
  });
});

describe('echo', () => {
  it('is removed where the terminal folded or repainted it', () => {
    const channel = learned(FRR, 'r1# ');
    channel.expect('show ip ospf database router');
    const output = feed(channel, Buffer.from('show ip ospf data \rbase router\u001b[K\r\nanswer\r\nr1# '), WHOLE);
    expect(output).toBe('answer\r\n');
  });

  it('a refusal that repeats the line is not taken for it', () => {
    const channel = learned(FRR, 'r1# ');
    channel.expect('show ip osfp');
    expect(feed(channel, Buffer.from('% Unknown command: show ip osfp\r\nr1# '), WHOLE)).toContain('% Unknown command');
    expect(channel.refusal).toBe('% Unknown command: show ip osfp');
  });

  it('is removed where an editor shows only the end of a long line', () => {
    const channel = learned(FRR, 'r1# ');
    const line = `show ip osfp ${'abcdefghij '.repeat(48)}`.trim();
    channel.expect(line);
    const answer = `% Unknown command: ${line}\r\n`;
    const bytes = Buffer.from(`${line.slice(0, 505)}\r<${line.slice(170)}\r\n${answer}r1# `);
    expect(feed(channel, bytes, WHOLE)).toBe(answer);
  });

  it('what a router printed before it is not output', () => {
    const channel = learned(CISCO_IOS, 'r1#');
    channel.expect('show clock');
    const bytes = '\r\n*Nov 22: %OSPF-5-ADJCHG: Process 1\r\nr1#show clock\r\n12:00\r\nr1#';
    expect(feed(channel, Buffer.from(bytes), WHOLE)).toBe('12:00\r\n');
  });

  it('a router that echoes nothing loses no output', () => {
    const channel = learned(CISCO_IOS, 'r1#');
    channel.expect('show clock');
    expect(feed(channel, Buffer.from('12:00\r\nr1#'), WHOLE)).toBe('12:00\r\n');
    const long = 'a line of output\r\n'.repeat(500);
    channel.expect('show clock');
    expect(feed(channel, Buffer.from(`${long}r1#`), BYTE_BY_BYTE)).toBe(long);
  });
});

describe('a line that is painted anew', () => {
  const prompt = '[netops@mk-1] > ';
  const painting = (typed: string) => `\r\r${prompt}${typed}${' '.repeat(400)}\u001b[K\r${prompt}${typed}`;

  it('of 300 kB is no output and holds no memory', () => {
    const channel = learned(MIKROTIK_ROUTEROS, prompt);
    const line = `/ip route print ${'x'.repeat(300)}`;
    channel.expect(line);
    const bytes = Buffer.from(
      `${Array.from(line, (_, nth) => painting(line.slice(0, nth + 1))).join('')}\r\nanswer\r\n${prompt}`,
    );
    expect(bytes.length).toBeGreaterThan(200_000);
    for (const sizes of [WHOLE, [997], [4_096]]) {
      channel.expect(line);
      expect(feed(channel, bytes, sizes)).toBe('answer\r\n');
      expect(channel.standing.kind).toBe('prompt');
    }
  });

  it('a prompt that is painted again and again stays a prompt', () => {
    const channel = learned(MIKROTIK_ROUTEROS, prompt);
    channel.expect('/ip print');
    const bytes = Buffer.from(`/ip print\r\nanswer\r\n${painting('').repeat(30)}`);
    expect(feed(channel, bytes, [500])).toBe('answer\r\n');
    expect(channel.standing).toEqual({ kind: 'prompt', text: prompt, sure: false });
  });

  it('an overlong line of output is not taken for one', () => {
    const channel = learned(MIKROTIK_ROUTEROS, prompt);
    channel.expect('/print');
    const long = `${'x'.repeat(3_000)}\r${'y'.repeat(3_000)}\r\n`;
    expect(feed(channel, Buffer.from(`/print\r\n${long}${prompt}`), [100])).toBe(long);
  });
});

describe('output', () => {
  it('is byte-identical: NUL, bad UTF-8, escape sequences, a line of 100 kB', () => {
    const raw = Buffer.concat([
      Buffer.from([0x00, 0xff, 0xfe, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x0d, 0x0a]),
      Buffer.from(`<script>\u202e${'é'.repeat(50_000)}r1#\r\n`),
    ]);
    for (const sizes of [WHOLE, [997]]) {
      const channel = learned(CISCO_IOS, 'r1#');
      channel.expect('show raw');
      const bytes = Buffer.concat([Buffer.from('show raw\r\n'), raw, Buffer.from('r1#')]);
      const output: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += sizes[0]!)
        output.push(channel.feed(bytes.subarray(at, at + sizes[0]!)));
      output.push(channel.finish());
      expect(Buffer.concat(output).equals(raw)).toBe(true);
    }
  });

  it('each piece but the last ends with a whole character', () => {
    const channel = learned(CISCO_IOS, 'r1#');
    channel.expect(null);
    const bytes = Buffer.from('→é𝄞'.repeat(3_000));
    for (let at = 0; at < bytes.length; at += 101) {
      const piece = channel.feed(bytes.subarray(at, at + 101));
      expect(Buffer.from(piece.toString()).equals(piece)).toBe(true);
    }
  });

  it('takes time in proportion to its length', () => {
    const channel = learned(CISCO_IOS, 'r1#');
    const chunk = Buffer.from('Neighbor 10.0.0.1 is FULL\r\n'.repeat(1_200));
    const time = (chunks: number) => {
      channel.expect(null);
      const from = process.cpuUsage();
      for (let nth = 0; nth < chunks; nth += 1) channel.feed(chunk);
      return process.cpuUsage(from).user;
    };
    time(200);
    expect(time(2_000)).toBeLessThan(time(200) * 40 + 50_000);
  });
});
