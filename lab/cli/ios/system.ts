import { formatIpv4, maskOf } from '../../network/ipv4';
import { hashText } from '../../network/random';
import { uptimeWords } from '../durations';
import { ageSeconds, type View } from '../view';

/** `show version` of a virtual IOS router. */
export function showVersion(view: View): string {
  const { name } = view.router;
  const serial = `9${hashText(name).toString(36).toUpperCase().padStart(10, '0').slice(0, 10)}`;
  return `Cisco IOS Software, IOSv Software (VIOS-ADVENTERPRISEK9-M), Version 15.9(3)M6, RELEASE SOFTWARE (fc1)
Technical Support: http://www.cisco.com/techsupport
Copyright (c) 1986-2022 by Cisco Systems, Inc.

ROM: Bootstrap program is IOSv

${name} uptime is ${uptimeWords(ageSeconds(view))}
System returned to ROM by reload
System image file is "flash0:/vios-adventerprisek9-m"
Last reload reason: Unknown reason

Cisco IOSv (revision 1.0) with 460009K/62464K bytes of memory.
Processor board ID ${serial}
${view.router.interfaces.length - 1} Gigabit Ethernet interfaces
DRAM configuration is 72 bits wide with parity disabled.
256K bytes of non-volatile configuration memory.

Configuration register is 0x0

`;
}

/** `show running-config`: enough of one to look like a router, with every interface and the OSPF process. */
export function showRunningConfig(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ` ip address ${formatIpv4(local.address)} ${formatIpv4(maskOf(local.prefixLength))}`,
    ...(local.kind === 'point-to-point' ? [' ip ospf network point-to-point'] : []),
    ` ip ospf 1 area ${local.area}`,
    ...(local.kind === 'loopback' ? [] : [` ip ospf cost ${local.cost}`]),
    '!',
  ]);
  const ranges =
    router.areas.length > 1 ? router.areas.map((area) => ` area ${area} range 10.${area}.0.0 255.255.0.0`) : [];
  const body = [
    '!',
    'version 15.9',
    'service timestamps log datetime msec',
    '!',
    `hostname ${router.name}`,
    '!',
    'no ip domain lookup',
    '!',
    ...interfaces,
    'router ospf 1',
    ` router-id ${formatIpv4(router.routerId)}`,
    ...ranges,
    '!',
    'line vty 0 15',
    ' login local',
    ' transport input ssh',
    '!',
    'end',
    '',
  ].join('\n');
  return `Building configuration...\n\nCurrent configuration : ${body.length} bytes\n${body}`;
}
