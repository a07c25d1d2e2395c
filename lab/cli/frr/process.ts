import { formatIpv4 } from '../../network/ipv4';
import type { Lsa } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { isBorderRouter } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { frrTimer } from '../durations';
import { ageSeconds, checksumSum, type View } from '../view';

/** `show ip ospf`: the process, then each area. */
export function showProcess(view: View): string {
  const { router } = view;
  return `${[
    ` OSPF Routing Process, Router ID: ${formatIpv4(router.routerId)}`,
    ' Supports only single TOS (TOS0) routes',
    ' This implementation conforms to RFC2328',
    ' RFC1583Compatibility flag is disabled',
    ' OpaqueCapability flag is disabled',
    ' Initial SPF scheduling delay 0 millisec(s)',
    ' Minimum hold time between consecutive SPFs 50 millisec(s)',
    ' Maximum hold time between consecutive SPFs 5000 millisec(s)',
    ' Hold time multiplier is currently 1',
    ` SPF algorithm last executed ${frrTimer(stableSeconds(router, ageSeconds(view)) * 1000)} ago`,
    ' Last SPF duration 75 usecs',
    ' SPF timer is inactive',
    ' LSA minimum interval 5000 msecs',
    ' LSA minimum arrival 1000 msecs',
    ' Write Multiplier set to 20 ',
    ' Refresh timer 10 secs',
    ' Maximum multiple paths(ECMP) supported 256',
    ' Administrative distance 110',
    ...(isBorderRouter(router) ? [' This router is an ABR, ABR type is: Alternative Cisco'] : []),
    ' Number of external LSA 0. Checksum Sum 0x00000000',
    ' Number of opaque AS LSA 0. Checksum Sum 0x00000000',
    ` Number of areas attached to this router: ${router.areas.length}`,
    ...router.areas.flatMap((area) => areaLines(view, area)),
  ].join('\n')}\n\n`;
}

function areaLines(view: View, area: number): string[] {
  const { routers, networks, summaries } = areaDatabase(view.network, area);
  const interfaces = view.router.interfaces.filter((local) => local.area === area).length;
  const adjacent = neighborsOf(view.network, view.router).filter(
    (neighbor) => neighbor.local.area === area && neighbor.state === 'full',
  ).length;
  const count = (name: string, lsas: readonly Lsa[]) =>
    `   Number of ${name} LSA ${lsas.length}. Checksum Sum 0x${checksumSum(view, lsas).toString(16).padStart(8, '0')}`;
  return [
    ` Area ID: ${formatIpv4(area)}${area === 0 ? ' (Backbone)' : ''}`,
    ...(area === 0 ? [] : ['   Shortcutting mode: Default, S-bit consensus: no']),
    `   Number of interfaces in this area: Total: ${interfaces}, Active: ${interfaces}`,
    `   Number of fully adjacent neighbors in this area: ${adjacent}`,
    '   Area has no authentication',
    ...(area === 0 ? [] : ['   Number of full virtual adjacencies going through this area: 0']),
    '   SPF algorithm executed 14 times',
    `   Number of LSA ${routers.length + networks.length + summaries.length}`,
    count('router', routers),
    count('network', networks),
    count('summary', summaries),
    count('ASBR summary', []),
    count('NSSA', []),
    count('opaque link', []),
    count('opaque area', []),
    '',
  ];
}
