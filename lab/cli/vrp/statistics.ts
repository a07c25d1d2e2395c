import { formatIpv4 } from '../../network/ipv4';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { borderRoutes } from '../border-routes';
import { ageSeconds, type View } from '../view';
import { heading, vrpAge } from './heading';

/** `display ospf abr-asbr`: the ways to the border routers. */
export function showBorderRouters(view: View): string {
  const rows = borderRoutes(view).flatMap(({ router, area, cost, hops }) =>
    hops.map((hop) =>
      [
        ' Intra-area',
        formatIpv4(router.routerId).padEnd(15),
        formatIpv4(area).padEnd(15),
        String(cost).padEnd(7),
        formatIpv4(hop.address).padEnd(15),
        'ABR\n',
      ].join(' '),
    ),
  );
  const columns = ' RtType     Destination     Area            Cost    Nexthop         Type\n';
  return `${heading(view, 'Routing Table to ABR and ASBR')}${columns}${rows.join('')}`;
}

const ERRORS = [
  'IP: received my own packet',
  'OSPF: wrong packet type',
  'OSPF: wrong version',
  'OSPF: wrong checksum',
  'OSPF: wrong area id',
  'OSPF: area mismatch',
  'OSPF: wrong authentication type',
  'OSPF: wrong authentication key',
  'OSPF: unknown neighbor',
  'HELLO: netmask mismatch',
  'HELLO: hello timer mismatch',
  'HELLO: dead timer mismatch',
  'HELLO: extern option mismatch',
  'HELLO: router id confusion',
  'DD: MTU option mismatch',
  'DD: router id confusion',
  'LS REQ: bad request',
  'LS UPD: LSA checksum bad',
];

/** `display ospf error`: nothing has gone wrong. */
export function showErrors(view: View): string {
  const rows = ERRORS.map((name) => `0      : ${name}\n`);
  return `${heading(view, 'OSPF error statistics')}General packet errors:\n ${rows.join(' ')}`;
}

/** `display ospf retrans-queue`: each neighbor with an empty queue. */
export function showRetransmissions(view: View): string {
  const rows = neighborsOf(view.network, view.router).map(
    ({ local, router, remote }) =>
      ` The Router's Neighbor is Router ID ${formatIpv4(router.routerId)}          Address ${formatIpv4(remote.address)}\n Interface ${formatIpv4(local.address)}       Area ${formatIpv4(local.area)}\n Retransmit list:\n\n`,
  );
  return heading(view, 'OSPF Retransmit List') + rows.join('');
}

/** `display ospf spf-statistics`: the last run. */
export function showSpf(view: View): string {
  const ago = vrpAge(stableSeconds(view.router, ageSeconds(view)));
  return `${heading(view, 'OSPF SPF Statistics')} Index: 1\n Time          : ${ago} ago\n Intra         : 0 ms\n Inter         : 0 ms\n Total         : 1 ms\n Count         : 14\n`;
}

/** `display ospf vlink`: there is none. */
export function showVirtualLinks(view: View): string {
  return heading(view, 'Virtual Links');
}
