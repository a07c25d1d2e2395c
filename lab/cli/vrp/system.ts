import { formatIpv4, maskOf } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { ageSeconds, type View } from '../view';

/** Looks like a prompt of configuration where it stands on a line of its own. */
export const VRP_RELEASE = '[V200R009C00SPC500]';

/** `display version` of an AR router. */
export function showVersion(view: View): string {
  const seconds = ageSeconds(view);
  const weeks = Math.floor(seconds / 604_800);
  const days = Math.floor((seconds % 604_800) / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const uptime = `${weeks} weeks, ${days} days, ${hours} hours, ${minutes} minutes`;
  return `Huawei Versatile Routing Platform Software
VRP (R) software, Version 5.170 (AR2200 ${VRP_RELEASE.slice(1, -1)})
Copyright (C) 2011-2018 HUAWEI TECH CO., LTD
Huawei AR2240C Router uptime is ${uptime}

MPU 0(Master) : uptime is ${uptime}
SDRAM Memory Size    : 2048    M bytes
Flash 0 Memory Size  : 512     M bytes
MPU version information :
1. PCB      Version  : AR01SRU2C VER.A
2. MAB      Version  : 0
3. Board    Type     : AR2240C
`;
}

/** `display current-configuration`: starts with the release in brackets; an interface's description ends in `<->`. */
export function showConfiguration(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `interface ${local.name}`,
    ...(local.kind === 'loopback' ? [] : [` description ${router.site} <->`]),
    ` ip address ${formatIpv4(local.address)} ${formatIpv4(maskOf(local.prefixLength))}`,
    ...(local.kind === 'loopback' ? [] : [` ospf cost ${local.cost}`]),
    ...(local.kind === 'point-to-point' ? [' ospf network-type p2p'] : []),
    ` ospf enable 1 area ${formatIpv4(local.area)}`,
    '#',
  ]);
  const areas = router.areas.flatMap((area) => [
    ` area ${formatIpv4(area)}`,
    ...(isBorderRouter(router) ? [`  abr-summary 10.${area}.0.0 255.255.0.0`] : []),
  ]);
  return `${[
    VRP_RELEASE,
    '#',
    ` sysname ${router.name}`,
    '#',
    ...interfaces,
    'interface NULL0',
    '#',
    `ospf 1 router-id ${formatIpv4(router.routerId)}`,
    ...areas,
    '#',
    'user-interface vty 0 4',
    ' authentication-mode aaa',
    ' protocol inbound ssh',
    '#',
    'return',
  ].join('\n')}\n`;
}
