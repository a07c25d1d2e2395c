import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, DEAD_SECONDS, deadDueMs } from '../../network/timers';
import { electedOn } from '../elected';
import { ageSeconds, type View } from '../view';
import { INSTANCE, pair, report, upTime } from './report';

const STATES = { full: 'Full', '2way': 'Two Way' } as const;
const ttl = (view: View, { remote }: Neighbor) => String(Math.floor(deadDueMs(remote, view.ageMs) / 1000));

/** `show router ospf neighbor`: two lines each, the area on the second. */
export function showNeighbors(view: View): string {
  const neighbors = neighborsOf(view.network, view.router);
  const rows = neighbors.flatMap((neighbor) => {
    const id = formatIpv4(neighbor.router.routerId).padEnd(15);
    const state = STATES[neighbor.state].padEnd(10);
    return [
      `${neighbor.local.name.padEnd(32)} ${id} ${state} 1    0       ${ttl(view, neighbor)}`,
      `   ${formatIpv4(neighbor.local.area)}`,
    ];
  });
  const head = ['Interface-Name                   Rtr Id          State      Pri  RetxQ   TTL', '   Area-Id'];
  return report(`${INSTANCE} Neighbors`, head, rows, [`No. of Neighbors: ${neighbors.length}`]);
}

/** `show router ospf neighbor detail`. */
export function showNeighborsDetail(view: View): string {
  const blocks = neighborsOf(view.network, view.router).flatMap((neighbor) => block(view, neighbor));
  return report(`${INSTANCE} Neighbors (detail)`, [], blocks, []);
}

function block(view: View, neighbor: Neighbor): string[] {
  const { dr, bdr } = electedOn(view, neighbor.local);
  const up = adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view));
  return [
    '-'.repeat(79),
    `Neighbor Rtr Id : ${formatIpv4(neighbor.router.routerId)}     Interface: ${neighbor.local.name}`,
    '-'.repeat(79),
    pair(
      'Neighbor IP Addr',
      formatIpv4(neighbor.remote.address),
      'Neighbor Rtr Id',
      formatIpv4(neighbor.router.routerId),
    ),
    pair('Local IF IP Addr', formatIpv4(neighbor.local.address), 'Area Id', formatIpv4(neighbor.local.area)),
    pair('Designated Rtr', dr.id, 'Bkup Desig Rtr', bdr.id),
    pair('Neighbor State', STATES[neighbor.state], 'Priority', '1'),
    pair('Retrans Q Length', '0', 'Options', '- E - - - - O -'),
    pair('Events', neighbor.state === 'full' ? '5' : '2', 'Last Event Time', upTime(up)),
    pair('Up Time', upTime(up), 'Time Before Dead', `${ttl(view, neighbor)} sec (of ${DEAD_SECONDS})`),
    pair('GR Helper', 'Not Helping', 'GR Helper Age', '0 sec'),
    pair('Bad Nbr States', '0', 'LSA Inst fails', '0'),
  ];
}
