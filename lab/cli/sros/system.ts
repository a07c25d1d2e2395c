import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { ageSeconds, type View } from '../view';
import { report, upTime } from './report';

export const TIMOS = 'TiMOS-C-21.10.R3 cpm/x86_64 Nokia 7750 SR Copyright (c) 2000-2022 Nokia.';

/** `show version`, and the first lines of the greeting. */
export function showVersion(): string {
  return `${TIMOS}
All rights reserved. All use subject to applicable license agreements.
Built on Wed Jan 26 13:21:00 PST 2022 by builder in /builds/2110B/R3/panos/main/sros
`;
}

/** `show system information`. */
export function showSystemInformation(view: View): string {
  const facts = [
    ['System Name', view.router.name],
    ['System Type', '7750 SR-1'],
    ['System Version', 'C-21.10.R3'],
    ['System Up Time', upTime(ageSeconds(view))],
    ['System Location', view.router.site],
    ['System Active Slot', 'A'],
  ];
  return report(
    'System Information',
    [],
    facts.map(([name = '', value]) => `${name.padEnd(23)}: ${value}`),
    [],
  );
}

/** `show router interface`. */
export function showRouterInterfaces(view: View): string {
  const rows = view.router.interfaces.flatMap((local) => [
    `${local.name.padEnd(32)} Up        Up/Down     Network ${local.kind === 'loopback' ? 'system' : local.name.replace('to-', '')}`,
    `   ${formatPrefix(local.address, local.prefixLength).padEnd(60)} n/a`,
  ]);
  const head = [
    'Interface-Name                   Adm       Opr(v4/v6)  Mode    Port/SapId',
    '   IP-Address                                                  PfxState',
  ];
  return report('Interface Table (Router: Base)', head, rows, [`Interfaces : ${view.router.interfaces.length}`]);
}

/** `admin display-config` of the classic engine: interfaces and OSPF. */
export function showClassicConfiguration(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `        interface "${local.name}"`,
    `            address ${formatPrefix(local.address, local.prefixLength)}`,
    ...(local.kind === 'loopback' ? [] : [`            port ${local.name.replace('to-', '')}`]),
    '            no shutdown',
    '        exit',
  ]);
  const areas = router.areas.flatMap((area) => [
    `            area ${formatIpv4(area)}`,
    ...(isBorderRouter(router) ? [`                area-range 10.${area}.0.0/16 advertise`] : []),
    ...router.interfaces
      .filter((local) => local.area === area)
      .flatMap((local) => [
        `                interface "${local.name}"`,
        ...(local.kind === 'point-to-point' ? ['                    interface-type point-to-point'] : []),
        ...(local.kind === 'loopback' ? [] : [`                    metric ${local.cost}`]),
        '                    no shutdown',
        '                exit',
      ]),
    '            exit',
  ]);
  return `${[
    `# ${TIMOS}`,
    '',
    'exit all',
    'configure',
    '    system',
    `        name "${router.name}"`,
    '    exit',
    '    router Base',
    ...interfaces,
    `        router-id ${formatIpv4(router.routerId)}`,
    '        ospf 0',
    ...areas,
    '            no shutdown',
    '        exit',
    '    exit',
    'exit all',
  ].join('\n')}\n`;
}
