import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import { advertisedRange } from '../area-range';
import { checksumSum, lsasOf, type View } from '../view';

const sum = (value: number) => (value === 0 ? '00000000' : `0x${value.toString(16).padStart(6, '0')}`);

/** `show ospf`: the process, then each area. */
export function showProcess(view: View): string {
  const { router } = view;
  const full = neighborsOf(view.network, router).filter((neighbor) => neighbor.state === 'full').length;
  const count = router.areas.length;
  return `${[
    '',
    ` Routing Process "ospf 1" with ID ${formatIpv4(router.routerId)}`,
    ' Role: Primary Active',
    ' NSR (Non-stop routing) is Enabled',
    ' Supports only single TOS(TOS0) routes',
    ' Supports opaque LSA',
    ...(isBorderRouter(router) ? [' It is an area border router'] : []),
    ' Router is not originating router-LSAs with maximum metric',
    ' Initial SPF schedule delay 50 msecs',
    ' Minimum hold time between two consecutive SPFs 200 msecs',
    ' Maximum wait time between two consecutive SPFs 5000 msecs',
    ' Initial LSA throttle delay 50 msecs',
    ' Minimum hold time for LSA throttle 200 msecs',
    ' Maximum wait time for LSA throttle 5000 msecs',
    ' Minimum LSA interval 200 msecs. Minimum LSA arrival 100 msecs',
    ' LSA refresh interval 1800 seconds',
    ' Flood pacing interval 33 msecs. Retransmission pacing interval 66 msecs',
    ' Adjacency stagger enabled; initial (per area): 2, maximum: 64',
    `    Number of neighbors forming: 0, ${full} full`,
    ' Maximum number of configured interfaces 1024',
    ` Number of external LSA 0. Checksum Sum ${sum(0)}`,
    ` Number of opaque AS LSA 0. Checksum Sum ${sum(0)}`,
    ' Number of DCbitless external and opaque AS LSA 0',
    ' Number of DoNotAge external and opaque AS LSA 0',
    ` Number of areas in this router is ${count}. ${count} normal 0 stub 0 nssa`,
    ' External flood list length 0',
    ' SNMP trap is disabled',
    ...router.areas.flatMap((area) => areaLines(view, area)),
    '',
  ].join('\n')}\n`;
}

function areaLines(view: View, area: number): string[] {
  const lsas = lsasOf(view, area);
  const range = advertisedRange(view, area);
  return [
    `    Area ${area === 0 ? 'BACKBONE(0)' : area}`,
    `        Number of interfaces in this area is ${view.router.interfaces.filter((local) => local.area === area).length}`,
    ...(range
      ? [
          '        Area ranges are',
          `           ${formatPrefix(range.network, range.prefixLength)} Active(${range.cost}) Advertise `,
        ]
      : []),
    '        SPF algorithm executed 14 times',
    `        Number of LSA ${lsas.length}.  Checksum Sum ${sum(checksumSum(view, lsas))}`,
    `        Number of opaque link LSA 0.  Checksum Sum ${sum(0)}`,
    `        Number of DCbitless LSA ${lsas.filter((lsa) => (lsa.options & 0x20) === 0).length}`,
    '        Number of indication LSA 0',
    '        Number of DoNotAge LSA 0',
    '        Flood list length 0',
    '        Number of LFA enabled interfaces 0, LFA revision 0',
  ];
}
