import { describe, expect, it } from 'vitest';
import { commandLines, platformNames } from '@/components/jobs/command-lines';
import { catalogueCommand } from '@/domain/command';

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
    const { shared, missing } = commandLines(maxAge, ['frr', 'cisco_ios']);
    expect([shared.length, platformNames(missing)]).toEqual([1, 'Cisco IOS / IOS XE']);
  });

  it('are open where a device is recognised at connect', () => {
    expect(commandLines(neighbors, ['auto'])).toEqual({ shared: [], missing: [], open: true });
  });

  it('are those of every platform while nothing is selected', () => {
    expect(commandLines(neighbors, null).shared.length).toBeGreaterThan(4);
    expect(commandLines(maxAge, null).missing).toEqual([]);
  });
});
