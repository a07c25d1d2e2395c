import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import type { View } from '../view';

export const JUNOS_RELEASE = '21.4R3.15';

/** `show version` of a virtual MX. */
export function showVersion(view: View): string {
  return `Hostname: ${view.router.name}
Model: vmx
Junos: ${JUNOS_RELEASE}
JUNOS OS Kernel 64-bit  [20220902.8a4ec51_builder_stable_12_214]
JUNOS OS libs [20220902.8a4ec51_builder_stable_12_214]
JUNOS OS runtime [20220902.8a4ec51_builder_stable_12_214]
JUNOS py base [20220913.100135_builder_junos_214_r3]
JUNOS network stack and utilities [20220913.100135_builder_junos_214_r3]
JUNOS Routing mpls-oam-basic [20220913.100135_builder_junos_214_r3]
`;
}

/** 'ge-0/0/1.0' -> 'ge-0/0/1'. */
const deviceOf = (name: string) => name.replace(/\.\d+$/, '');

/** `show configuration`: interfaces and OSPF. */
export function showConfiguration(view: View): string {
  const { router } = view;
  const interfaces = router.interfaces.flatMap((local) => [
    `    ${deviceOf(local.name)} {`,
    '        unit 0 {',
    '            family inet {',
    `                address ${formatPrefix(local.address, local.prefixLength)};`,
    '            }',
    '        }',
    '    }',
  ]);
  return `${[
    '## Last commit: 2026-11-02 08:15:40 UTC by root',
    `version ${JUNOS_RELEASE};`,
    'system {',
    `    host-name ${router.name};`,
    '}',
    'interfaces {',
    ...interfaces,
    '}',
    'routing-options {',
    `    router-id ${formatIpv4(router.routerId)};`,
    '}',
    'protocols {',
    ...showOspfConfiguration(view)
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    '}',
  ].join('\n')}\n`;
}

/** `show configuration protocols` has only OSPF in it. */
export function showOspfConfiguration(view: View): string {
  const areas = view.router.areas.flatMap((area) => [
    `    area ${formatIpv4(area)} {`,
    ...(isBorderRouter(view.router) ? [`        area-range 10.${area}.0.0/16;`] : []),
    ...view.router.interfaces
      .filter((local) => local.area === area)
      .flatMap((local) => [
        `        interface ${local.name} {`,
        ...(local.kind === 'loopback' ? ['            passive;'] : [`            metric ${local.cost};`]),
        ...(local.kind === 'point-to-point' ? ['            interface-type p2p;'] : []),
        ...(local.kind === 'broadcast' ? ['            priority 1;'] : []),
        '        }',
      ]),
    '    }',
  ]);
  return `${['ospf {', ...areas, '}'].join('\n')}\n`;
}
