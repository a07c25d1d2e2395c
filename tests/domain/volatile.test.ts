import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import type { PlatformId } from '@/domain/device';
import { type Comparison, comparedText, type Scope, volatileSpans } from '@/domain/volatile';
import { PLAIN_SEAT } from '../../lab/cli/dialect';
import { DIALECTS } from '../../lab/cli/dialects';
import { createNetwork } from '../../lab/network/create-network';
import { EVERY_PLATFORM } from '../../lab/network/platform-mix';

const network = createNetwork({ seed: 7, size: 18, platforms: EVERY_PLATFORM });
const of = (platform: PlatformId, scope: Scope = 'devices', deviceName = 'unnamed'): Comparison => ({
  platform,
  scope,
  deviceName,
});

/** As sessions ask for it, so that no line is folded. */
const WIDE = { ...PLAIN_SEAT, columns: 4_098 };

/** What a router of the lab answers to every catalogue command `ageMs` after the network began. */
function answers(nth: number, ageMs: number): { line: string; text: string }[] {
  const router = network.routers[nth]!;
  // Packet counters are nothing but what runs by itself.
  const steady = COMMAND_CATALOGUE.filter(({ id }) => id !== 'ospf-packets');
  const lines = steady.flatMap((command) => command.lines[router.platform] ?? []);
  return lines.map((line) => {
    const reply = DIALECTS[router.platform].execute(line, 'exec', { network, router, ageMs }, 0, WIDE);
    return { line, text: reply.kind === 'text' ? reply.text : '' };
  });
}

const DAY_MS = 86_400_000;
const moment = fc.oneof(fc.integer({ min: 3_600_000, max: DAY_MS }), fc.integer({ min: DAY_MS, max: 500 * DAY_MS }));

describe('what is compared of an answer', () => {
  it('is the same at any two moments while the network does not change, for every command of the lab', () => {
    fc.assert(
      fc.property(fc.nat(network.routers.length - 1), moment, moment, (nth, first, second) => {
        const { platform } = network.routers[nth]!;
        const [before, after] = [answers(nth, first), answers(nth, second)];
        for (const [at, { line, text }] of before.entries()) {
          const [one, two] = [text, after[at]!.text].map((answer) => comparedText(answer, of(platform, 'runs')));
          expect(`${line}\n${two}`).toBe(`${line}\n${one}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each<[PlatformId, string, string]>([
    [
      'cisco_ios',
      '10.0.0.1   0   FULL/  -   00:00:32   10.0.1.1   Port-channel1',
      '10.0.0.1   0   FULL/  -   00:00:07   10.0.1.1   Port-channel1',
    ],
    [
      'cisco_ios',
      'O        10.1.0.2/32 [110/11] via 10.1.128.6, 3w0d, GigabitEthernet0/1',
      'O        10.1.0.2/32 [110/11] via 10.1.128.6, 00:12:33, GigabitEthernet0/1',
    ],
    ['cisco_ios', 'fra-1 uptime is 3 weeks, 20 hours, 12 minutes', 'fra-1 uptime is 1 year, 2 minutes'],
    ['cisco_xr', 'Sun Nov 22 12:06:01.113 UTC', 'Mon Nov 23 01:00:00.001 UTC'],
    ['cisco_xr', '    Neighbor is up for 01:03:05', '    Neighbor is up for 1w2d'],
    [
      'cisco_nxos',
      ' 10.0.0.1    1 FULL/ -     1d02h    10.0.1.1   Eth1/1 ',
      ' 10.0.0.1    1 FULL/ -     00:00:02 10.0.1.1   Eth1/1 ',
    ],
    [
      'arista_eos',
      '10.0.0.1   1  default  0   FULL    00:00:31    10.0.1.1   Ethernet1',
      '10.0.0.1   1  default  0   FULL    00:00:39    10.0.1.1   Ethernet1',
    ],
    [
      'juniper_junos',
      '10.0.1.1   ge-0/0/0.0   Full   10.0.0.1   128    34',
      '10.0.1.1   ge-0/0/0.0   Full   10.0.0.1   128     9',
    ],
    ['juniper_junos', '10.0.0.0/24  *[OSPF/10] 1w2d 03:04:05, metric 2', '10.0.0.0/24  *[OSPF/10] 00:00:05, metric 2'],
    [
      'juniper_junos',
      ' Router  *10.0.0.1  10.0.0.1  0x80000005  1234  0x22 0xabcd  60',
      ' Router  *10.0.0.1  10.0.0.1  0x80000005     4  0x22 0xabcd  60',
    ],
    [
      'huawei_vrp',
      ' Router    10.0.0.1   10.0.0.1   1234  48   80000005   1',
      ' Router    10.0.0.1   10.0.0.1    7    48   80000005   1',
    ],
    ['huawei_vrp', '   Dead timer due in 33  sec', '   Dead timer due in 8  sec'],
    [
      'mikrotik_routeros',
      ' 0 instance=default state="Full" adjacency=7w5d8h40m21s',
      ' 0 instance=default state="Full" adjacency=10s',
    ],
    ['nokia_sros', 'to-fra-2   10.0.0.2   Two Way   1   0   31', 'to-fra-2   10.0.0.2   Two Way   1   0   37'],
    ['nokia_sros', 'to-fra-1   10.0.0.1   Full   1   0   34', 'to-fra-1   10.0.0.1   Full   1   2   39'],
    [
      'frr',
      '10.255.0.2  1 Full/-   1m12s    38.213s 10.0.12.2   r1-r2:10.0.12.1    0     0     0',
      '10.255.0.2  1 Full/-   3w0d19h   1.001s 10.0.12.2   r1-r2:10.0.12.1    2     0     1',
    ],
    [
      'frr',
      '"routerDeadIntervalTimerDueMsec":34123,"upTimeInMsec":1',
      '"routerDeadIntervalTimerDueMsec":9,"upTimeInMsec":99999',
    ],
    ['frr', '  LS age: 181', '  LS age: 1465'],
  ])('leaves the ages, timers and counters of %s out: %s', (platform, one, two) => {
    expect(comparedText(two, of(platform))).toBe(comparedText(one, of(platform)));
  });

  it.each<[PlatformId, string, string]>([
    ['cisco_ios', '10.0.0.1   0   FULL/  -   00:00:32   10.0.1.1', '10.0.0.1   0   INIT/  -   00:00:32   10.0.1.1'],
    ['cisco_ios', '10.0.0.1   0   FULL/  -   00:00:32   10.0.1.1', '10.0.0.1   0   FULL/  -   00:00:32   10.0.1.2'],
    [
      'cisco_ios',
      'O   10.1.0.2/32 [110/11] via 10.1.128.6, 3w0d, Gi0/1',
      'O   10.1.0.2/32 [110/12] via 10.1.128.6, 3w0d, Gi0/1',
    ],
    [
      'frr',
      '  Timer intervals configured, Hello 10s, Dead 40s, Wait 40s',
      '  Timer intervals configured, Hello 30s, Dead 120s, Wait 40s',
    ],
    ['frr', '    Hello due in 1.980s', '    Hello due in inactive'],
    ['cisco_ios', '   MTU is 1500 bytes', '   MTU is 9000 bytes'],
    [
      'cisco_ios',
      '    Neighbor priority is 1, State is FULL, 6 state changes',
      '    Neighbor priority is 1, State is FULL, 7 state changes',
    ],
    ['cisco_ios', '    TOS 0 Metrics: 10', '    TOS 0 Metrics: 20'],
    [
      'juniper_junos',
      '10.0.1.1   ge-0/0/0.0   Full   10.0.0.1   128    34',
      '10.0.1.1   ge-0/0/0.0   Full   10.0.0.1   1    34',
    ],
    [
      'cisco_ios',
      '10.1.0.0   10.0.0.1   1670   0x80000418 0x000b0d',
      '10.1.0.0   10.0.0.1   1670   0x80000419 0x000b0d',
    ],
  ])('keeps what means something on %s: %s', (platform, one, two) => {
    expect(comparedText(two, of(platform))).not.toBe(comparedText(one, of(platform)));
  });

  it('leaves out what a refresh of an LSA changes only between two runs', () => {
    const [one, two] = ['10.1.0.0 10.0.0.1 16 0x80000418 0x000b0d', '10.1.0.0 10.0.0.1 1790 0x80000419 0x00aa01'];
    expect(comparedText(two, of('cisco_ios', 'runs'))).toBe(comparedText(one, of('cisco_ios', 'runs')));
    expect(comparedText(two, of('cisco_ios'))).not.toBe(comparedText(one, of('cisco_ios')));
  });

  it("leaves a device's own name out, and nobody else's", () => {
    const one = comparedText('fra-core-01 uptime is 3w0d, peer lon-edge-7', of('cisco_ios', 'devices', 'fra-core-01'));
    const two = comparedText('ber-core-02 uptime is 1d03h, peer lon-edge-7', of('cisco_ios', 'devices', 'ber-core-02'));
    expect(two).toBe(one);
    expect(comparedText('fra-core-011', of('cisco_ios', 'devices', 'fra-core-01'))).toBe('fra-core-011');
    expect(comparedText('router ospf 1', of('cisco_ios', 'devices', 'ospf'))).toBe('router ospf 1');
  });

  it('takes hostile text without a stutter, and never marks a place outside of the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789:., FULLw-d/x['), maxLength: 300 }), (line) => {
        let end = 0;
        for (const [from, to] of volatileSpans(line, { platform: 'auto', scope: 'runs' })) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(line.length);
        comparedText(line, { platform: 'auto', scope: 'runs', deviceName: 'a-1' });
      }),
      { numRuns: 500 },
    );
    for (const unit of ['1', '1 ', '1d', '1:', ' ', 'full ', '0x80000001 ', '1 day, ', ', 1d', '10:10:10 '])
      comparedText(unit.repeat(1_000).slice(0, 1_000), { platform: 'auto', scope: 'runs', deviceName: 'a-1' });
  });
});
