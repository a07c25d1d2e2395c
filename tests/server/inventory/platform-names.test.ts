import { expect, it } from 'vitest';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { platformsOf } from '@/server/inventory/platform-names';

it.each([
  [
    'cisco_ios',
    'ios',
    'IOS-XE',
    'Cisco IOS XE',
    'cisco_xe',
    'cisco.ios.ios',
    'Cisco IOS XE Software, Version 17.9.4a',
    'IOS 15.2',
  ],
  ['cisco_xr', 'IOS-XR', 'iosxr', 'Cisco IOS XR', 'cisco_iosxr', 'cisco.iosxr.iosxr', 'IOS XR 7.5.2'],
  ['cisco_nxos', 'NX-OS', 'nxos', 'Nexus', 'cisco.nxos.nxos', 'nxos_ssh'],
  ['arista_eos', 'EOS', 'Arista', 'arista.eos.eos', 'Arista EOS 4.28.1F'],
  ['juniper_junos', 'JUNOS', 'Juniper', 'junos os', 'Juniper Networks', 'Junos 21.4R3-S5'],
  ['huawei_vrp', 'VRP', 'Huawei', 'huawei_vrpv8', 'huawei'],
  ['mikrotik_routeros', 'RouterOS', 'MikroTik', 'ros', 'RouterOS v7.10'],
  ['nokia_sros', 'SR OS', 'TiMOS', 'sros', 'Nokia', 'alcatel_sros'],
  ['frr', 'FRRouting', 'FRR 9.1'],
  ['auto', 'Auto', 'autodetect'],
] as const)('%s in the words of other tools and of people', (platform, ...spellings) => {
  const all = [platform, platform.toUpperCase(), ...spellings];
  expect(Object.fromEntries(all.map((text) => [text, platformsOf(text)]))).toEqual(
    Object.fromEntries(all.map((text) => [text, [platform]])),
  );
});

it('a maker of several systems names none of them', () => {
  expect(platformsOf('Cisco')).toEqual(['cisco_ios', 'cisco_xr', 'cisco_nxos']);
  expect(platformsOf('Cisco Systems, Inc.')).toEqual(['cisco_ios', 'cisco_xr', 'cisco_nxos']);
});

it.each(['', 'windows', 'linux', 'constructor', '7750', 'junos9'])('%j is none', (text) => {
  expect(platformsOf(text)).toEqual([]);
});

it('every platform has its own name', () => {
  for (const platform of DEVICE_PLATFORMS) expect(platformsOf(platform)).toEqual([platform]);
});
