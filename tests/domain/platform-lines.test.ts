import { describe, expect, it } from 'vitest';
import { plannedCommand } from '@/domain/command';
import { hasNoLine, linesByPlatform } from '@/domain/platform-lines';

const on = (...platforms: ('cisco_ios' | 'frr' | 'nokia_sros' | 'auto')[]) =>
  platforms.map((platform) => ({ platform }));

describe('the lines of a mixed job', () => {
  const commands = [
    plannedCommand('@ospf-neighbors', []),
    plannedCommand('@ospf-max-age-lsas', []),
    plannedCommand('show clock', []),
  ];

  it('are told for each platform with its number of devices, most devices first', () => {
    expect(linesByPlatform(commands, on('nokia_sros', 'frr', 'frr', 'cisco_ios'))).toEqual([
      {
        platform: 'frr',
        devices: 2,
        lines: ['show ip ospf neighbor', 'show ip ospf database max-age', 'show clock'],
      },
      { platform: 'cisco_ios', devices: 1, lines: ['show ip ospf neighbor', null, 'show clock'] },
      { platform: 'nokia_sros', devices: 1, lines: ['show router ospf neighbor', null, 'show clock'] },
    ]);
  });

  it('are open for a device that is recognised at connect, but for what was typed', () => {
    expect(linesByPlatform(commands, on('auto'))).toEqual([
      { platform: 'auto', devices: 1, lines: [null, null, 'show clock'] },
    ]);
  });

  it('are none at all only where that is known beforehand', () => {
    const maxAge = [commands[1]!];
    expect(linesByPlatform(maxAge, on('cisco_ios')).map(hasNoLine)).toEqual([true]);
    expect(linesByPlatform(maxAge, on('frr')).map(hasNoLine)).toEqual([false]);
    expect(linesByPlatform(maxAge, on('auto')).map(hasNoLine)).toEqual([false]);
  });
});
