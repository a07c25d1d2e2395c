import { formatIpv4, maskOf } from '../../network/ipv4';
import { uptimeWords } from '../durations';
import { ageSeconds, type View } from '../view';

/** `show version` of an ASR 9000. */
export function showVersion(view: View): string {
  return `Cisco IOS XR Software, Version 7.5.2
Copyright (c) 2013-2022 by Cisco Systems, Inc.

Build Information:
 Built On     : Tue Apr 26 01:33:21 UTC 2022
 Version      : 7.5.2
 Location     : /opt/cisco/XR/packages/
 Label        : 7.5.2

cisco ASR9K () processor
System uptime is ${uptimeWords(ageSeconds(view))}

`;
}

/** `show running-config`: every interface and the OSPF process. */
export function showRunningConfig(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ` ipv4 address ${formatIpv4(local.address)} ${formatIpv4(maskOf(local.prefixLength))}`,
    '!',
  ]);
  const areas = router.areas.flatMap((area) => [
    ` area ${area}`,
    ...(router.areas.length > 1 ? [`  range 10.${area}.0.0/16`] : []),
    ...router.interfaces
      .filter((local) => local.area === area)
      .flatMap((local) => [
        `  interface ${local.name}`,
        ...(local.kind === 'loopback' ? [] : [`   cost ${local.cost}`]),
        ...(local.kind === 'point-to-point' ? ['   network point-to-point'] : []),
        '  !',
      ]),
    ' !',
  ]);
  return [
    'Building configuration...',
    '!! IOS XR Configuration 7.5.2',
    `hostname ${router.name}`,
    ...interfaces,
    'router ospf 1',
    ` router-id ${formatIpv4(router.routerId)}`,
    ...areas,
    '!',
    'ssh server v2',
    'end',
    '',
    '',
  ].join('\n');
}
