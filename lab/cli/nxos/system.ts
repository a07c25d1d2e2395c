import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { hashText } from '../../network/random';
import { ageSeconds, type View } from '../view';

/** `show version` of a Nexus 9000. */
export function showVersion(view: View): string {
  const { name } = view.router;
  const serial = `FDO${hashText(name).toString(36).toUpperCase().padStart(8, '0').slice(0, 8)}`;
  const seconds = ageSeconds(view);
  const days = Math.floor(seconds / 86_400);
  const clock = [
    `${Math.floor((seconds % 86_400) / 3600)} hour(s)`,
    `${Math.floor((seconds % 3600) / 60)} minute(s)`,
    `${seconds % 60} second(s)`,
  ].join(', ');
  return `Cisco Nexus Operating System (NX-OS) Software
TAC support: http://www.cisco.com/tac
Copyright (C) 2002-2022, Cisco and/or its affiliates.
All rights reserved.

Software
  BIOS: version 05.47
  NXOS: version 10.2(3)
  NXOS image file is: bootflash:///nxos64-cs.10.2.3.F.bin

Hardware
  cisco Nexus9000 C93180YC-EX Chassis
  Intel(R) Xeon(R) CPU with 24571656 kB of memory.
  Processor Board ID ${serial}

  Device name: ${name}
  bootflash:   53298520 kB

Kernel uptime is ${days} day(s), ${clock}

Last reset
  Reason: Unknown
  System version: 10.2(3)
  Service:

plugin
  Core Plugin, Ethernet Plugin

Active Package(s):

`;
}

/** `show running-config`: every interface and the OSPF process. */
export function showRunningConfig(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ...(local.kind === 'loopback' ? [] : ['  no switchport']),
    `  ip address ${formatPrefix(local.address, local.prefixLength)}`,
    ...(local.kind === 'loopback' ? [] : [`  ip ospf cost ${local.cost}`]),
    ...(local.kind === 'point-to-point' ? ['  ip ospf network point-to-point'] : []),
    `  ip router ospf 1 area ${formatIpv4(local.area)}`,
    '',
  ]);
  const ranges =
    router.areas.length > 1 ? router.areas.map((area) => `  area ${formatIpv4(area)} range 10.${area}.0.0/16`) : [];
  return [
    '',
    '!Command: show running-config',
    '',
    'version 10.2(3) Bios:version 05.47',
    `hostname ${router.name}`,
    'feature ospf',
    '',
    ...interfaces,
    'router ospf 1',
    `  router-id ${formatIpv4(router.routerId)}`,
    ...ranges,
    '',
    '',
  ].join('\n');
}
