import { DEVICE_PLATFORMS, type DevicePlatform } from '@/domain/device';
import { words } from './fold';

/**
 * What other tools and people call the platforms, folded: NetBox and Nautobot slugs, Netmiko device types, NAPALM and
 * scrapli drivers, network_os of Ansible, and what the systems call themselves.
 */
const NAMES: Readonly<Record<DevicePlatform, string>> = {
  cisco_ios: 'ios iosxe xe ciscoios ciscoiosxe ciscoxe catalyst ciscoiosios iosios classicios ciscocatalyst',
  cisco_xr: 'iosxr xr ciscoxr ciscoiosxr iosxrnetconf ciscoiosxriosxr xr7 ciscoxr7',
  cisco_nxos: 'nxos nx nexus cisconxos cisconexus nxosssh cisconxosnxos cisconx',
  arista_eos: 'eos arista aristaeos aristaeoseos aristanetworks veos ceos',
  juniper_junos:
    'junos juniper juniperjunos junosos junosevolved junosevo junipernetworksjunosjunos junipernetworks juniperos jnpr',
  huawei_vrp: 'vrp huawei huaweivrp huaweivrpv8 vrpv8 vrp8 vrp5 cloudengine ce huaweivrpvrp',
  mikrotik_routeros: 'routeros mikrotik mikrotikrouteros ros communityrouterosrouteros chr rosssh',
  nokia_sros:
    'sros nokia nokiasros timos nokiatimos alcatelsros alcatelsr alcatellucentsros nokiasrosclassic alu srosclassic srosmd',
  frr: 'frr frrouting freerangerouting vtysh',
  auto: 'auto autodetect detect detectatconnect automatic',
};

/** A maker with several systems names none of them. */
const SEVERAL: Readonly<Record<string, readonly DevicePlatform[]>> = {
  cisco: ['cisco_ios', 'cisco_xr', 'cisco_nxos'],
  ciscosystems: ['cisco_ios', 'cisco_xr', 'cisco_nxos'],
};

const BY_NAME = new Map(
  DEVICE_PLATFORMS.flatMap((platform) =>
    [platform.replaceAll('_', ''), ...NAMES[platform].split(' ')].map((name) => [name, platform] as const),
  ),
);

const NOISE = new Set(['software', 'version', 'release', 'operating', 'system', 'inc', 'ltd', 'networks']);

/**
 * The platforms that a text can mean: one where it is clear, several where it names a maker only, none where it is
 * unknown. Versions are left aside: `Cisco IOS XE Software, Version 17.9.4a` is `cisco_ios`.
 */
export function platformsOf(text: string): readonly DevicePlatform[] {
  const all = words(text);
  const found = lookUp(all.join(''));
  if (found.length > 0) return found;
  const start = all.findIndex((word, i) => i > 0 && /^v?\d/.test(word));
  return lookUp((start < 0 ? all : all.slice(0, start)).filter((word) => !NOISE.has(word)).join(''));
}

function lookUp(name: string): readonly DevicePlatform[] {
  const platform = BY_NAME.get(name);
  return platform ? [platform] : (Object.hasOwn(SEVERAL, name) && SEVERAL[name]) || [];
}
