import { formatIpv4, formatPrefix, maskOf } from '../../network/ipv4';
import type { LinkEnd, NetworkInterface } from '../../network/model';
import { electionOf, linkOf, neighborsOn, roleOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS, helloDueMs } from '../../network/timers';
import { frrTimer } from '../durations';
import type { View } from '../view';
import { inNameOrder } from './order';

const TYPES = { loopback: 'LOOPBACK', broadcast: 'BROADCAST', 'point-to-point': 'POINTOPOINT' } as const;
const ROLES = { none: 'Point-To-Point', dr: 'DR', bdr: 'Backup', drother: 'DROther' } as const;

/** `show ip ospf interface`. */
export function showInterfaces(view: View): string {
  const text = inNameOrder(view.router.interfaces, (local) => local.name).map((local) => describe(view, local));
  return `${text.join('')}\n`;
}

function describe(view: View, local: NetworkInterface): string {
  const link = linkOf(view.network, local);
  const role = link && roleOn(view.network, link, view.router.index);
  const neighbors = neighborsOn(view.network, view.router, local);
  const adjacent = neighbors.filter((neighbor) => neighbor.state === 'full').length;
  const broadcast = (local.address | ~maskOf(local.prefixLength)) >>> 0;
  const groups = role === 'dr' || role === 'bdr' ? 'OSPFAllRouters OSPFDesignatedRouters' : 'OSPFAllRouters';
  const index = view.router.interfaces.indexOf(local) + 1;
  return `${[
    `${local.name} is up`,
    link
      ? `  ifindex ${index}, MTU 1500 bytes, BW 10000 Mbit <UP,BROADCAST,RUNNING,MULTICAST>`
      : `  ifindex ${index}, MTU 65536 bytes, BW 0 Mbit <UP,LOOPBACK,RUNNING>`,
    `  Internet Address ${formatPrefix(local.address, local.prefixLength)}, Broadcast ${formatIpv4(broadcast)}, Area ${formatIpv4(local.area)}`,
    '  MTU mismatch detection: enabled',
    `  Router ID ${formatIpv4(view.router.routerId)}, Network Type ${TYPES[local.kind]}, Cost: ${local.cost}`,
    `  Transmit Delay is 1 sec, State ${role ? ROLES[role] : 'Loopback'}, Priority 1`,
    ...electionLines(view, local),
    `  Multicast group memberships: ${link ? groups : '<None>'}`,
    `  Timer intervals configured, Hello ${HELLO_SECONDS}s, Dead ${DEAD_SECONDS}s, Wait ${DEAD_SECONDS}s, Retransmit 5`,
    `    Hello due in ${link ? frrTimer(helloDueMs(local, view.ageMs)) : 'inactive'}`,
    `  Neighbor Count is ${neighbors.length}, Adjacent neighbor count is ${adjacent}`,
  ].join('\n')}\n`;
}

function electionLines(view: View, local: NetworkInterface): string[] {
  const link = linkOf(view.network, local);
  const election = link && electionOf(view.network, link);
  if (!link || !election) return ['  No backup designated router on this network'];
  const at = (end: LinkEnd) => {
    const router = view.network.routers[end.router]!;
    return { id: formatIpv4(router.routerId), address: formatIpv4(router.interfaces[end.interface]!.address) };
  };
  const dr = at(election.dr);
  const bdr = at(election.bdr);
  return [
    `  Designated Router (ID) ${dr.id} Interface Address ${dr.address}/${link.prefixLength}`,
    `  Backup Designated Router (ID) ${bdr.id}, Interface Address ${bdr.address}`,
    ...(election.dr.router === view.router.index ? ['  Saved Network-LSA sequence number 0x80000003'] : []),
  ];
}
