import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { stableSeconds } from '../../network/timers';
import { advertisedRange } from '../area-range';
import { iosUptime } from '../durations';
import { ageSeconds, checksumSum, lsasOf, type View } from '../view';

const sum = (value: number) => `0x${value.toString(16).toUpperCase().padStart(6, '0')}`;

/** `show ip ospf`: the process, then each area. */
export function showProcess(view: View): string {
  const { router } = view;
  const count = router.areas.length;
  return `${[
    ` Routing Process "ospf 1" with ID ${formatIpv4(router.routerId)}`,
    ` Start time: 00:00:21.408, Time elapsed: ${iosUptime(ageSeconds(view))}`,
    ' Supports only single TOS(TOS0) routes',
    ' Supports opaque LSA',
    ' Supports Link-local Signaling (LLS)',
    ' Supports area transit capability',
    ' Supports NSSA (compatible with RFC 3101)',
    ' Supports Database Exchange Summary List Optimization (RFC 5243)',
    ' Event-log enabled, Maximum number of events: 1000, Mode: cyclic',
    ...(isBorderRouter(router) ? [' It is an area border router'] : []),
    ' Router is not originating router-LSAs with maximum metric',
    ' Initial SPF schedule delay 50 msecs',
    ' Minimum hold time between two consecutive SPFs 200 msecs',
    ' Maximum wait time between two consecutive SPFs 5000 msecs',
    ' Incremental-SPF disabled',
    ' Initial LSA throttle delay 50 msecs',
    ' Minimum hold time for LSA throttle 200 msecs',
    ' Maximum wait time for LSA throttle 5000 msecs',
    ' Minimum LSA arrival 100 msecs',
    ' LSA group pacing timer 240 secs',
    ' Interface flood pacing timer 33 msecs',
    ' Retransmission pacing timer 66 msecs',
    ' EXCHANGE/LOADING adjacency limit: initial 300, process maximum 300',
    ' Number of external LSA 0. Checksum Sum 0x000000',
    ' Number of opaque AS LSA 0. Checksum Sum 0x000000',
    ' Number of DCbitless external and opaque AS LSA 0',
    ' Number of DoNotAge external and opaque AS LSA 0',
    ` Number of areas in this router is ${count}. ${count} normal 0 stub 0 nssa`,
    ' Number of areas transit capable is 0',
    ' External flood list length 0',
    ' IETF NSF helper support enabled',
    ' Cisco NSF helper support enabled',
    ' Reference bandwidth unit is 100000 mbps',
    ...router.areas.flatMap((area) => areaLines(view, area)),
  ].join('\n')}\n`;
}

function areaLines(view: View, area: number): string[] {
  const interfaces = view.router.interfaces.filter((local) => local.area === area);
  const loopbacks = interfaces.filter((local) => local.kind === 'loopback').length;
  const lsas = lsasOf(view, area);
  return [
    `    Area ${area === 0 ? 'BACKBONE(0)' : area}`,
    `        Number of interfaces in this area is ${interfaces.length}${loopbacks ? ` (${loopbacks} loopback)` : ''}`,
    '\tArea has no authentication',
    `\tSPF algorithm last executed ${iosUptime(stableSeconds(view.router, ageSeconds(view)))} ago`,
    '\tSPF algorithm executed 14 times',
    '\tArea ranges are',
    ...rangeLines(view, area),
    `\tNumber of LSA ${lsas.length}. Checksum Sum ${sum(checksumSum(view, lsas))}`,
    '\tNumber of opaque link LSA 0. Checksum Sum 0x000000',
    `\tNumber of DCbitless LSA ${lsas.filter((lsa) => (lsa.options & 0x20) === 0).length}`,
    '\tNumber of indication LSA 0',
    '\tNumber of DoNotAge LSA 0',
    '\tFlood list length 0',
  ];
}

function rangeLines(view: View, area: number): string[] {
  const range = advertisedRange(view, area);
  return range ? [`\t   ${formatPrefix(range.network, range.prefixLength)} Active(${range.cost}) Advertise `] : [];
}
