import { describe, expect, it } from 'vitest';
import { commandLines, missingText, shortNames } from '@/components/jobs/command-lines';
import { catalogueCommand } from '@/domain/command';
import { PLATFORM_IDS } from '@/domain/device';

const neighbors = catalogueCommand('@ospf-neighbors')!;
const maxAge = catalogueCommand('@ospf-max-age-lsas')!;

describe('the lines of a catalogue command for a selection', () => {
  it('stand once for all platforms that share them', () => {
    expect(commandLines(neighbors, ['frr', 'cisco_ios', 'nokia_sros'])).toEqual({
      shared: [
        { line: 'show ip ospf neighbor', platforms: ['cisco_ios', 'frr'] },
        { line: 'show router ospf neighbor', platforms: ['nokia_sros'] },
      ],
      missing: [],
      open: false,
    });
  });

  it('name the platforms of the selection that have none', () => {
    const some = commandLines(maxAge, ['frr', 'cisco_ios', 'cisco_nxos']);
    expect(some.shared).toHaveLength(1);
    expect(missingText(some)).toBe('Not on IOS, NX-OS');
    expect(missingText(commandLines(maxAge, PLATFORM_IDS))).toBe('Not on the other 8 platforms');
    expect(missingText(commandLines(neighbors, PLATFORM_IDS))).toBeNull();
    expect(shortNames(PLATFORM_IDS)).toBe('IOS, IOS XR, NX-OS, EOS, Junos, VRP, RouterOS, SR OS, FRR');
  });

  it('are open where a device is recognised at connect', () => {
    expect(commandLines(neighbors, ['auto'])).toEqual({ shared: [], missing: [], open: true });
  });

  it('are those of every platform while nothing is selected', () => {
    expect(commandLines(neighbors, null).shared.length).toBeGreaterThan(4);
    expect(commandLines(maxAge, null).missing).toEqual([]);
  });
});
