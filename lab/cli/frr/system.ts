import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { View } from '../view';

/** `show version` of Debian's FRR 8.4. */
export function showVersion(view: View): string {
  return `FRRouting 8.4.4 (${view.router.name}) on Linux(6.1.0-28-amd64).
Copyright 1996-2005 Kunihiro Ishiguro, et al.
configured with:
    '--build=x86_64-linux-gnu' '--prefix=/usr' '--sysconfdir=/etc/frr' '--localstatedir=/var/run/frr' '--enable-multipath=256' '--enable-user=frr' '--enable-group=frr'
`;
}

/** `show running-config`: interfaces and the OSPF process. */
export function showRunningConfig(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ` ip address ${formatPrefix(local.address, local.prefixLength)}`,
    ` ip ospf area ${formatIpv4(local.area)}`,
    ...(local.kind === 'loopback' ? [] : [` ip ospf cost ${local.cost}`]),
    ...(local.kind === 'point-to-point' ? [' ip ospf network point-to-point'] : []),
    'exit',
    '!',
  ]);
  const ranges =
    router.areas.length > 1 ? router.areas.map((area) => ` area ${formatIpv4(area)} range 10.${area}.0.0/16`) : [];
  return `${[
    'Building configuration...',
    '',
    'Current configuration:',
    '!',
    'frr version 8.4.4',
    'frr defaults traditional',
    `hostname ${router.name}`,
    'service integrated-vtysh-config',
    '!',
    ...interfaces,
    'router ospf',
    ` ospf router-id ${formatIpv4(router.routerId)}`,
    ...ranges,
    'exit',
    '!',
    'end',
  ].join('\n')}\n`;
}
