import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { advertisedRange } from '../area-range';
import { ageSeconds, checksumSum, lsasOf, type View } from '../view';

/** `show ip ospf`: the process, then each area. */
export function showProcess(view: View): string {
  const { router } = view;
  const count = router.areas.length;
  const backbone = neighborsOf(view.network, router).filter((neighbor) => neighbor.local.area === 0).length;
  const lsas = router.areas.reduce((sum, area) => sum + lsasOf(view, area).length, 0);
  return `${[
    `OSPF instance 1 with ID ${formatIpv4(router.routerId)} VRF default`,
    ' Supports opaque LSA',
    'Maximum number of LSA allowed 12000',
    '  Threshold for warning message 75%',
    '  Ignore-time 5 minutes, reset-time 5 minutes',
    '  Ignore-count allowed 5, current 0',
    ` It is not an autonomous system boundary router and is ${isBorderRouter(router) ? '' : 'not '}an area border router`,
    ' Initial SPF schedule delay 0 msecs',
    ' Minimum hold time between two consecutive SPFs 5000 msecs',
    ' Current hold time between two consecutive SPFs 5000 msecs',
    ' Maximum wait time between two consecutive SPFs 5000 msecs',
    ' Minimum LSA arrival 1000 msecs',
    ' Initial LSA throttle delay 1000 msecs',
    ' Minimum hold time for LSA throttle 5000 msecs',
    ' Maximum wait time for LSA throttle 5000 msecs',
    ' Number of external LSA 0, Checksum sum 0',
    ' Number of opaque AS LSA 0, Checksum sum 0',
    ` Number of areas in this router is ${count}. ${count} normal, 0 stub, 0 nssa`,
    ` Number of LSA ${lsas}`,
    ` Time since last SPF ${stableSeconds(router, ageSeconds(view))} secs`,
    ' No Scheduled SPF',
    ' Adjacency exchange-start threshold is 20',
    ' Maximum number of next-hops supported in ECMP is 128',
    ' Retransmission threshold for LSA is 10',
    ` Number of backbone neighbors is ${backbone}`,
    ' Routes over tunnel interfaces disabled',
    ' Graceful-restart is not configured',
    ' Graceful-restart-helper mode is enabled',
    ...router.areas.flatMap((area) => areaLines(view, area)),
  ].join('\n')}\n`;
}

function areaLines(view: View, area: number): string[] {
  const lsas = lsasOf(view, area);
  const range = advertisedRange(view, area);
  return [
    ` Area ${formatIpv4(area)}`,
    ` Number of interface in this area is ${view.router.interfaces.filter((local) => local.area === area).length}`,
    '   It is a normal area',
    '   Traffic engineering is disabled',
    '   Area has None authentication ',
    '   SPF algorithm executed 14 times',
    ...(range
      ? [
          '   Area ranges are',
          `     ${formatPrefix(range.network, range.prefixLength)} Cost configured 0 Computed ${range.cost} Advertise`,
        ]
      : []),
    `   Number of LSA ${lsas.length}. Checksum Sum ${checksumSum(view, lsas)}`,
    '   Number of opaque link LSA 0. Checksum Sum 0',
    '   Number of opaque area LSA 0. Checksum Sum 0',
    '   Number of indication LSA 0',
    `   Number of DC-clear LSA ${lsas.filter((lsa) => (lsa.options & 0x20) === 0).length}`,
  ];
}
