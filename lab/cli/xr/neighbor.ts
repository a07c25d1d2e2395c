import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { clockTime, iosUptime } from '../durations';
import { designatedOn } from '../segment';
import { ageSeconds, type View } from '../view';

const ROLES = { none: '  -', dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const;
const STATES = { full: 'FULL', '2way': '2WAY' } as const;
const LEGEND = '\n* Indicates MADJ interface\n# Indicates Neighbor awaiting BFD session up\n\nNeighbors for OSPF 1\n\n';

const upTime = (view: View, { local, remote }: Neighbor) =>
  iosUptime(adjacencySeconds(local, remote, ageSeconds(view)));
const deadTime = (view: View, { remote }: Neighbor) => clockTime(deadDueMs(remote, view.ageMs) / 1000);

function report(view: View, columns: string, entry: (neighbor: Neighbor, position: number) => string): string {
  const neighbors = neighborsOf(view.network, view.router);
  return `${LEGEND}${columns}${neighbors.map(entry).join('')}\nTotal neighbor count: ${neighbors.length}\n`;
}

/** `show ospf neighbor`: two lines per neighbor, the second one with its age. */
export function showNeighbors(view: View): string {
  const columns = 'Neighbor ID     Pri   State           Dead Time   Address         Interface\n';
  return report(view, columns, (neighbor) => row(view, neighbor));
}

function row(view: View, neighbor: Neighbor): string {
  const first = [
    formatIpv4(neighbor.router.routerId).padEnd(15),
    '1'.padEnd(5),
    `${STATES[neighbor.state]}/${ROLES[neighbor.role]}`.padEnd(15),
    deadTime(view, neighbor).padEnd(11),
    formatIpv4(neighbor.remote.address).padEnd(15),
    neighbor.local.name,
  ];
  return `${first.join(' ')}\n    Neighbor is up for ${upTime(view, neighbor)}\n`;
}

/** `show ospf neighbor detail`. */
export function showNeighborsDetail(view: View): string {
  return report(view, '', (neighbor, position) => detail(view, neighbor, position + 1));
}

function detail(view: View, neighbor: Neighbor, index: number): string {
  const designated = designatedOn(view, neighbor.local);
  const changes = neighbor.state === 'full' ? 6 : 2;
  return `${[
    ` Neighbor ${formatIpv4(neighbor.router.routerId)}, interface address ${formatIpv4(neighbor.remote.address)}`,
    `    In the area ${neighbor.local.area} via interface ${neighbor.local.name} `,
    `    Neighbor priority is 1, State is ${STATES[neighbor.state]}, ${changes} state changes`,
    `    DR is ${designated?.dr.address ?? '0.0.0.0'} BDR is ${designated?.bdr.address ?? '0.0.0.0'}`,
    '    Options is 0x52  ',
    '    LLS Options is 0x1 (LR)',
    `    Dead timer due in ${deadTime(view, neighbor)}`,
    `    Neighbor is up for ${upTime(view, neighbor)}`,
    '    Number of DBD retrans during last exchange 0',
    `    Index ${index}/${index}, retransmission queue length 0, number of retransmission 0`,
    '    First 0(0)/0(0) Next 0(0)/0(0)',
    '    Last retransmission scan length is 0, maximum is 0',
    '    Last retransmission scan time is 0 msec, maximum is 0 msec',
    '    LS Ack list: NSR-sync pending 0, high water mark 0',
    '',
  ].join('\n')}\n`;
}
