import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { hashText } from '../../network/random';
import { uptimeWords } from '../durations';
import { ageSeconds, type View } from '../view';

/** `show version` of a 7280R. */
export function showVersion(view: View): string {
  const hash = hashText(view.router.name).toString(16).padStart(8, '0');
  const mac = `001c.73${hash.slice(0, 2)}.${hash.slice(2, 6)}`;
  return `Arista DCS-7280SR-48C6-F
Hardware version: 11.00
Serial number: JPE${parseInt(hash.slice(0, 7), 16)}
Hardware MAC address: ${mac}
System MAC address: ${mac}

Software image version: 4.29.2F
Architecture: i686
Internal build version: 4.29.2F-30640700.4292F

Uptime: ${uptimeWords(ageSeconds(view))}
Total memory: 8099732 kB
Free memory: 5640268 kB

`;
}

/** `show running-config`: every interface and the OSPF process. */
export function showRunningConfig(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ...(local.kind === 'loopback' ? [] : ['   no switchport']),
    `   ip address ${formatPrefix(local.address, local.prefixLength)}`,
    ...(local.kind === 'loopback' ? [] : [`   ip ospf cost ${local.cost}`]),
    ...(local.kind === 'point-to-point' ? ['   ip ospf network point-to-point'] : []),
    `   ip ospf area ${formatIpv4(local.area)}`,
    '!',
  ]);
  const ranges =
    router.areas.length > 1 ? router.areas.map((area) => `   area ${formatIpv4(area)} range 10.${area}.0.0/16`) : [];
  return [
    '! Command: show running-config',
    '! device: localhost (DCS-7280SR-48C6, EOS-4.29.2F)',
    '!',
    `hostname ${router.name}`,
    '!',
    ...interfaces,
    'ip routing',
    '!',
    'router ospf 1',
    `   router-id ${formatIpv4(router.routerId)}`,
    ...ranges,
    '   max-lsa 12000',
    '!',
    'end',
    '',
  ].join('\n');
}
