import { formatIpv4 } from '../../network/ipv4';
import { isBorderRouter } from '../../network/model';
import type { View } from '../view';
import { heading } from './heading';
import { describe } from './interface';

const SPF_RUNS = 14;

/** `display ospf brief`: the process, each area, each interface. */
export function showProcess(view: View): string {
  const { router } = view;
  const up = router.interfaces.length;
  return `${heading(view, 'OSPF Protocol Information')}${[
    ` RouterID: ${formatIpv4(router.routerId).padEnd(16)} Border Router: ${isBorderRouter(router) ? ' AREA ' : ''}`,
    ' Multi-VPN-Instance is not enabled',
    ' Global DS-TE Mode: Non-Standard IETF Mode',
    ' Graceful-restart capability: disabled',
    ' Helper support capability  : not configured',
    ' OSPF Stub Router State Reason: Startup Synchronize',
    ' Applications Supported: MPLS Traffic-Engineering ',
    ' Spf-schedule-interval: max 10000ms, start 500ms, hold 1000ms',
    ' Default ASE parameters: Metric: 1 Tag: 1 Type: 2',
    ' Route Preference: 10 ',
    ' ASE Route Preference: 150 ',
    ` SPF Computation Count: ${SPF_RUNS}    `,
    ' RFC 1583 Compatible',
    ' Retransmission limitation is disabled',
    ` Area Count: ${router.areas.length}   Nssa Area Count: 0 `,
    ' ExChange/Loading Neighbors: 0',
    ` Process total up interface count: ${up}`,
    ` Process valid up interface count: ${up}`,
  ].join('\n')}\n\n${router.areas.map((area) => areaBlock(view, area)).join('\n')}`;
}

function areaBlock(view: View, area: number): string {
  const interfaces = view.router.interfaces.filter((local) => local.area === area);
  const head = [
    ` Area: ${formatIpv4(area).padEnd(16)} (MPLS TE not enabled)`,
    ' Authtype: None   Area flag: Normal',
    ` SPF scheduled Count: ${SPF_RUNS}    `,
    ' ExChange/Loading Neighbors: 0',
    ' Router ID conflict state: Normal',
    ` Area interface up count: ${interfaces.length}`,
    '',
  ];
  return `${head.join('\n')}\n${interfaces.map((local) => describe(view, local)).join('\n')}`;
}
