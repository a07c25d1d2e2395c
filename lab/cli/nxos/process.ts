import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { advertisedRange } from '../area-range';
import { iosUptime } from '../durations';
import { ageSeconds, checksumSum, lsasOf, type View } from '../view';

/** `show ip ospf`: the process, then each area. */
export function showProcess(view: View): string {
  const { router } = view;
  const count = router.areas.length;
  return `${[
    '',
    ` Routing Process 1 with ID ${formatIpv4(router.routerId)} VRF default`,
    ' Routing Process Instance Number 1',
    ' Stateful High Availability enabled',
    ' Graceful-restart is configured',
    '   Grace period: 60 state: Inactive ',
    '   Last graceful restart exit status: None',
    ' Supports only single TOS(TOS0) routes',
    ' Supports opaque LSA',
    ...(isBorderRouter(router) ? [' This router is an area border'] : []),
    ' Administrative distance 110',
    ' Reference Bandwidth is 100000 Mbps',
    ' SPF throttling delay time of 200.000 msecs,',
    '   SPF throttling hold time of 1000.000 msecs, ',
    '   SPF throttling maximum wait time of 5000.000 msecs',
    ' LSA throttling start time of 0.000 msecs,',
    '   LSA throttling hold interval of 5000.000 msecs, ',
    '   LSA throttling maximum wait time of 5000.000 msecs',
    ' Minimum LSA arrival 1000.000 msec',
    ' LSA group pacing timer 10 secs',
    ' Maximum paths to destination 8',
    ' Number of external LSAs 0, checksum sum 0',
    ' Number of opaque AS LSAs 0, checksum sum 0',
    ` Number of areas is ${count}, ${count} normal, 0 stub, 0 nssa`,
    ` Number of active areas is ${count}, ${count} normal, 0 stub, 0 nssa`,
    ' Install discard route for summarized external routes.',
    ' Install discard route for summarized internal routes.',
    ...router.areas.flatMap((area) => areaLines(view, area)),
  ].join('\n')}\n`;
}

function areaLines(view: View, area: number): string[] {
  const interfaces = view.router.interfaces.filter((local) => local.area === area);
  const loopbacks = interfaces.filter((local) => local.kind === 'loopback').length;
  const lsas = lsasOf(view, area);
  const range = advertisedRange(view, area);
  return [
    `   Area ${area === 0 ? 'BACKBONE' : ''}(${formatIpv4(area)}) `,
    `        Area has existed for ${iosUptime(ageSeconds(view))}`,
    `        Interfaces in this area: ${interfaces.length} Active interfaces: ${interfaces.length}`,
    `        Passive interfaces: 0  Loopback interfaces: ${loopbacks}`,
    '        No authentication available',
    '        SPF calculation has run 14 times',
    '         Last SPF ran for 0.000412s',
    '        Area ranges are',
    ...(range ? [`         ${formatPrefix(range.network, range.prefixLength)} Active (Num nets: 1) Advertise`] : []),
    `        Number of LSAs: ${lsas.length}, checksum sum 0x${checksumSum(view, lsas).toString(16)}`,
  ];
}
