import { formatIpv4 } from '../../network/ipv4';
import { electionOf, linkOf, type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { clockTime, iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';

const ROLES = { none: '  -', dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const;
const STATES = { full: 'FULL', '2way': '2WAY' } as const;

/** `show ip ospf neighbor`: one row per neighbour; priority 0 on point-to-point links. */
export function showNeighbors(view: View): string {
  const header = '\nNeighbor ID     Pri   State           Dead Time   Address         Interface\n';
  const rows = neighborsOf(view.network, view.router).map((neighbor) => {
    const id = formatIpv4(neighbor.router.routerId).padEnd(15);
    const state = `${STATES[neighbor.state]}/${ROLES[neighbor.role]}`.padEnd(15);
    const dead = clockTime(deadDueMs(neighbor.remote, view.ageMs) / 1000).padEnd(11);
    const address = formatIpv4(neighbor.remote.address).padEnd(15);
    return `${id} ${String(priorityOf(neighbor)).padStart(3)}   ${state} ${dead} ${address} ${neighbor.local.name}\n`;
  });
  return rows.length === 0 ? '' : header + rows.join('');
}

function priorityOf(neighbor: Neighbor): number {
  return neighbor.local.kind === 'broadcast' ? 1 : 0;
}

/** `show ip ospf neighbor detail`. */
export function showNeighborsDetail(view: View): string {
  return neighborsOf(view.network, view.router)
    .map((neighbor, position) => detail(view, neighbor, position + 1))
    .join('');
}

function detail(view: View, neighbor: Neighbor, index: number): string {
  const { network } = view;
  const election = electionOf(network, linkOf(network, neighbor.local)!);
  const addressOf = (end?: { router: number; interface: number }) =>
    end ? formatIpv4(network.routers[end.router]!.interfaces[end.interface]!.address) : '0.0.0.0';
  const changes = neighbor.state === 'full' ? 6 : 2;
  const up = adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view));
  return [
    ` Neighbor ${formatIpv4(neighbor.router.routerId)}, interface address ${formatIpv4(neighbor.remote.address)}`,
    `    In the area ${neighbor.local.area} via interface ${neighbor.local.name}`,
    `    Neighbor priority is ${priorityOf(neighbor)}, State is ${STATES[neighbor.state]}, ${changes} state changes`,
    `    DR is ${addressOf(election?.dr)} BDR is ${addressOf(election?.bdr)}`,
    '    Options is 0x12 in Hello (E-bit, L-bit)',
    ...(neighbor.state === 'full' ? ['    Options is 0x52 in DBD (E-bit, L-bit, O-bit)'] : []),
    '    LLS Options is 0x1 (LR)',
    `    Dead timer due in ${clockTime(deadDueMs(neighbor.remote, view.ageMs) / 1000)}`,
    `    Neighbor is up for ${iosUptime(up)}`,
    `    Index ${index}/${index}/${index}, retransmission queue length 0, number of retransmission 0`,
    '    First 0x0(0)/0x0(0)/0x0(0) Next 0x0(0)/0x0(0)/0x0(0)',
    '    Last retransmission scan length is 0, maximum is 0',
    '    Last retransmission scan time is 0 msec, maximum is 0 msec',
    '',
  ].join('\n');
}
