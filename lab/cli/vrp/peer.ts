import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf, neighborsOn } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { electedOn } from '../elected';
import { ageSeconds, type View } from '../view';
import { heading, vrpAge } from './heading';

const STATES = { full: 'Full', '2way': '2-Way' } as const;
const RULE = ` ${'-'.repeat(76)}\n`;

/** `display ospf peer`: interface by interface, several lines a neighbour. */
export function showPeers(view: View): string {
  const { network, router } = view;
  const blocks = router.interfaces.flatMap((local) => {
    const neighbors = neighborsOn(network, router, local);
    if (neighbors.length === 0) return [];
    const title = ` Area ${formatIpv4(local.area)} interface ${formatIpv4(local.address)}(${local.name})'s neighbors\n`;
    return title + neighbors.map((neighbor) => peer(view, neighbor)).join('\n');
  });
  return heading(view, 'Neighbors') + blocks.join('\n\t\t Neighbors \n\n');
}

function peer(view: View, neighbor: Neighbor): string {
  const { dr, bdr } = electedOn(view, neighbor.local);
  const isMaster = neighbor.router.routerId > view.router.routerId;
  const named = (address: string) => (address === '0.0.0.0' ? 'None' : address);
  const up = vrpAge(adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view)));
  const id = formatIpv4(neighbor.router.routerId).padEnd(15);
  return `${[
    ` Router ID: ${id}  Address: ${formatIpv4(neighbor.remote.address).padEnd(15)} `,
    `   State: ${STATES[neighbor.state]}  Mode:Nbr is  ${isMaster ? 'Master' : 'Slave'}  Priority: 1`,
    `   DR: ${named(dr.address)}  BDR: ${named(bdr.address)}  MTU: 0    `,
    `   Dead timer due in ${Math.floor(deadDueMs(neighbor.remote, view.ageMs) / 1000)}  sec `,
    '   Retrans timer interval: 5 ',
    `   Neighbor is up for ${up}     `,
    '   Authentication Sequence: [ 0 ] ',
  ].join('\n')}\n`;
}

/** `display ospf peer brief`: one row a neighbour. */
export function showPeersBrief(view: View): string {
  const rows = neighborsOf(view.network, view.router).map((neighbor) => {
    const id = formatIpv4(neighbor.router.routerId).padEnd(16);
    const area = formatIpv4(neighbor.local.area).padEnd(16);
    return ` ${area} ${neighbor.local.name.padEnd(32)} ${id} ${STATES[neighbor.state].padEnd(11)} \n`;
  });
  const columns = ' Area Id          Interface                        Neighbor id      State    \n';
  return `${heading(view, 'Peer Statistic Information').slice(0, -1)}${RULE}${columns}${rows.join('')}${RULE}`;
}

/** `display ospf peer last-nbr-down`: nothing has gone down since the network formed. */
export function showLastDown(view: View): string {
  return heading(view, 'Last Down OSPF Peer');
}
