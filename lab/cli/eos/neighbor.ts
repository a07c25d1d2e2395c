import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { clockTime, eosAge } from '../durations';
import { designatedOn } from '../segment';
import { ageSeconds, type View } from '../view';

const ROLES = { none: '', dr: '/DR', bdr: '/BDR', drother: '/DROTHER' } as const;
const STATES = { full: 'FULL', '2way': '2 WAYS' } as const;

const stateWord = ({ state, role }: Neighbor) => STATES[state] + ROLES[role];
const priorityOf = ({ local }: Neighbor) => (local.kind === 'broadcast' ? 1 : 0);
const deadTime = (view: View, { remote }: Neighbor) => clockTime(deadDueMs(remote, view.ageMs) / 1000);

/** `show ip ospf neighbor`: with columns for instance and VRF; the role stands only where somebody is elected. */
export function showNeighbors(view: View): string {
  const columns =
    'Neighbor ID     Instance VRF      Pri State                  Dead Time   Address         Interface\n';
  const rows = neighborsOf(view.network, view.router).map((neighbor) =>
    [
      formatIpv4(neighbor.router.routerId).padEnd(15),
      '1'.padEnd(8),
      'default'.padEnd(8),
      String(priorityOf(neighbor)).padEnd(3),
      stateWord(neighbor).padEnd(22),
      deadTime(view, neighbor).padEnd(11),
      formatIpv4(neighbor.remote.address).padEnd(15),
      `${neighbor.local.name}\n`,
    ].join(' '),
  );
  return columns + rows.join('');
}

/** `show ip ospf neighbor detail`. */
export function showNeighborsDetail(view: View): string {
  return neighborsOf(view.network, view.router)
    .map((neighbor) => detail(view, neighbor))
    .join('');
}

function detail(view: View, neighbor: Neighbor): string {
  const { local, remote, state, router } = neighbor;
  const designated = designatedOn(view, local);
  const age = eosAge(adjacencySeconds(local, remote, ageSeconds(view)));
  const changes = state === 'full' ? 6 : 2;
  return `${[
    `Neighbor ${formatIpv4(router.routerId)}, instance 1, VRF default, interface address ${formatIpv4(remote.address)}`,
    `  In area ${formatIpv4(local.area)} interface ${local.name}`,
    `  Neighbor priority is ${priorityOf(neighbor)}, State is ${STATES[state]}, ${changes} state changes`,
    ...(state === 'full' ? [`  Adjacency was established ${age} ago`] : []),
    `  Current state was established ${age} ago`,
    `  DR IP Address ${designated?.dr.address ?? '0.0.0.0'} BDR IP Address ${designated?.bdr.address ?? '0.0.0.0'}`,
    '  Options is E',
    `  Dead timer is due in ${deadTime(view, neighbor)}`,
    '  Inactivity timer deferred 0 times',
    '  LSAs retransmitted 0 times to this neighbor',
    '  Graceful-restart-helper mode is Inactive',
    '  Graceful-restart attempts: 0',
  ].join('\n')}\n`;
}
