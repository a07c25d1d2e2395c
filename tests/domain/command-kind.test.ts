import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyCommand } from '@/domain/command-kind';
import { DEVICE_PLATFORMS, type DevicePlatform, PLATFORM_IDS } from '@/domain/device';

const ROUTEROS = ['mikrotik_routeros'] as const;
const IOS = ['cisco_ios', 'frr'] as const;

describe('a typed line', () => {
  it.each([
    ['show ip ospf neighbor', 'read'],
    ['sh ip os ne', 'read'],
    ['display ospf peer', 'read'],
    ['ping 10.0.0.1', 'read'],
    ['terminal length 0', 'read'],
    ['clear ip ospf process', 'change'],
    ['configure terminal', 'change'],
    ['show running-config | redirect flash:x', 'change'],
    ['show ip route | tee flash:x', 'change'],
    ['show tech > disk0:x', 'change'],
    ['show run | r flash:x', 'change'],
    ['show run | app flash:x', 'change'],
    ['show run | file disk0:x', 'change'],
    ['show run | include ospf | t flash:x', 'change'],
    ['show run | no-such-filter', 'change'],
    ['show version ; reload', 'change'],
    ['show ip ospf neighbor | i FULL', 'read'],
    ['show run | sec router ospf', 'read'],
    ['/routing ospf neighbor print', 'change'],
    ['request system reboot', 'change'],
    ['monitor start messages', 'change'],
    ['tools perform router ospf run-manual-spf', 'change'],
    ['@ospf-neighbors', 'change'],
    ['shutdown', 'change'],
    ['reload', 'change'],
    ['anything else', 'change'],
  ] as const)('for any platform: %s counts as %s', (line, kind) => {
    expect(classifyCommand(line)).toBe(kind);
    expect(classifyCommand(line, ['auto'])).toBe(kind);
  });

  it.each([
    ['show ip ospf neighbor | include FULL|2WAY', IOS, 'read'],
    ['show ip ospf neighbor | include FULL|2WAY', ['cisco_ios', 'arista_eos'], 'change'],
    ['show version | include x | bash', ['arista_eos'], 'change'],
    ['show run | include ospf | ex', ['arista_eos'], 'change'],
    ['show run | i ospf | exclude area', ['arista_eos'], 'read'],
    ['show version | grep $(reload)', ['cisco_nxos'], 'change'],
    ['show version | grep x | vsh', ['cisco_nxos'], 'change'],
    ['show ip ospf neighbors | json', ['cisco_nxos', 'arista_eos'], 'read'],
    ['show ospf database router extensive | no-more', ['juniper_junos'], 'read'],
    ['show ospf database | save lsdb.txt', ['juniper_junos'], 'change'],
    ['show ospf neighbor | match Full | count', ['juniper_junos'], 'read'],
    ['ping [/system reboot]', ['mikrotik_routeros', 'cisco_ios'], 'change'],
    ['show router ospf neighbor > cf3:x', ['nokia_sros'], 'change'],
    ['display ospf peer | include Full', ['huawei_vrp'], 'read'],
  ] as const)('%s on %j counts as %s', (line, platforms, kind) => {
    expect(classifyCommand(line, platforms)).toBe(kind);
  });
});

describe('a line of RouterOS', () => {
  it.each([
    '/routing ospf neighbor print',
    '/routing/ospf/neighbor/print',
    '/routing ospf neighbor print terse without-paging',
    '/routing ospf lsa print detail where type=router originator="10.0.0.1"',
    '/routing ospf neighbor print proplist=address,state where state!="Full"',
    '/ip route print detail where ospf',
    '/system resource print',
  ])('that prints a known menu reads: %s', (line) => {
    expect(classifyCommand(line, ROUTEROS)).toBe('read');
    expect(classifyCommand(line, ['mikrotik_routeros', 'cisco_ios'])).toBe('change');
    expect(classifyCommand(line, ['mikrotik_routeros', 'auto'])).toBe('change');
  });

  it.each([
    '/routing ospf lsa print detail file=lsa.txt',
    '/routing ospf lsa print detail fi=lsa.txt',
    '/routing ospf lsa print where type=router file=x',
    '/routing ospf lsa print where type=router f=x',
    '/routing ospf neighbor print follow',
    '/routing ospf neighbor print interval=1',
    '/routing ospf neighbor print where state=[/system reboot]',
    '/routing ospf neighbor print where ($a)',
    '/routing ospf neighbor print; /system reboot',
    '/routing ospf neighbor print do={:put 1}',
    '/system script run print',
    '/interface disable print',
    '/file remove print',
    '/routing ospf interface set print',
    '/routing ospf neighbor',
    '/export',
    'routing ospf neighbor print',
    '/routing  ospf neighbor print',
    ':put 1',
  ])('that could do more changes: %s', (line) => {
    expect(classifyCommand(line, ROUTEROS)).toBe('change');
  });
});

describe('of all lines', () => {
  const word = fc.constantFrom(
    ...'show sh display ping terminal /routing ospf lsa print where file type=router detail | > ; include save tee bash no-more [x] $y a|b clear'.split(
      ' ',
    ),
  );
  const line = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 60 }),
  );
  const platforms = fc.uniqueArray(fc.constantFrom(...DEVICE_PLATFORMS), { maxLength: 4 });

  it('one that changes on some platforms changes on those and any others together', () => {
    fc.assert(
      fc.property(line, platforms, platforms, (text, some, others) => {
        if (some.length === 0 || classifyCommand(text, some) === 'read') return;
        expect(classifyCommand(text, [...some, ...others])).toBe('change');
      }),
    );
  });

  it('one that reads for a set of platforms reads on each of them', () => {
    fc.assert(
      fc.property(line, platforms, (text, some) => {
        if (classifyCommand(text, some) === 'change') return;
        const each: readonly DevicePlatform[] = some.length === 0 ? PLATFORM_IDS : some;
        for (const platform of each) expect(classifyCommand(text, [platform])).toBe('read');
      }),
    );
  });

  it('none that goes to a file, or has a second command in it, reads anywhere', () => {
    fc.assert(
      fc.property(
        line,
        fc.constantFrom('>', ';', '| tee x', '| save x', '| redirect x'),
        line,
        (before, sends, after) => {
          for (const platform of PLATFORM_IDS) {
            expect(classifyCommand(`${before} ${sends} ${after}`, [platform])).toBe('change');
          }
        },
      ),
    );
  });

  it('none reads unless it begins as a line that is known to show', () => {
    fc.assert(
      fc.property(line, platforms, (text, some) => {
        if (classifyCommand(text, some) === 'change') return;
        expect(text).toMatch(/^(?:sh|disp|ping|trace|term|screen-|\/[a-z/ -]+[ /]print\b)/i);
      }),
    );
  });
});
