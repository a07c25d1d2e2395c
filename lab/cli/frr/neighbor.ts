import { formatIpv4 } from '../../network/ipv4';
import { electionOf, linkOf, type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { frrTimer } from '../durations';
import { ageSeconds, type View } from '../view';
import { inNameOrder } from './order';

const ROLES = { none: '-', dr: 'DR', bdr: 'Backup', drother: 'DROther' } as const;
const STATES = { full: 'Full', '2way': '2-Way' } as const;
const HEADER =
  'Neighbor ID     Pri State           Up Time         Dead Time Address         Interface                        RXmtL RqstL DBsmL';

function neighborRows(view: View): Neighbor[] {
  return inNameOrder(neighborsOf(view.network, view.router), (neighbor) => neighbor.local.name);
}

function stateWord(neighbor: Neighbor): string {
  return `${STATES[neighbor.state]}/${ROLES[neighbor.role]}`;
}

function upMs(view: View, neighbor: Neighbor): number {
  return adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view)) * 1000 + (view.ageMs % 1000);
}

/** `show ip ospf neighbor`, with the columns of ospfd 8.4. */
export function showNeighbors(view: View): string {
  const rows = neighborRows(view).map((neighbor) =>
    [
      formatIpv4(neighbor.router.routerId).padEnd(15),
      '  1',
      stateWord(neighbor).padEnd(15),
      frrTimer(upMs(view, neighbor)).padEnd(15),
      frrTimer(deadDueMs(neighbor.remote, view.ageMs)).padStart(9),
      formatIpv4(neighbor.remote.address).padEnd(15),
      `${neighbor.local.name}:${formatIpv4(neighbor.local.address)}`.padEnd(32),
      '    0     0     0\n',
    ].join(' '),
  );
  return `\n${HEADER}\n${rows.join('')}\n`;
}

/** `show ip ospf neighbor detail`. */
export function showNeighborsDetail(view: View): string {
  return `${neighborRows(view)
    .map((neighbor) => detail(view, neighbor))
    .join('')}\n`;
}

function detail(view: View, neighbor: Neighbor): string {
  const { network } = view;
  const election = electionOf(network, linkOf(network, neighbor.local)!);
  const addressOf = (end?: { router: number; interface: number }) =>
    end ? formatIpv4(network.routers[end.router]!.interfaces[end.interface]!.address) : '0.0.0.0';
  const threads = neighbor.state === 'full' ? 'on' : 'off';
  return [
    ` Neighbor ${formatIpv4(neighbor.router.routerId)}, interface address ${formatIpv4(neighbor.remote.address)}`,
    `    In the area ${formatIpv4(neighbor.local.area)} via interface ${neighbor.local.name}`,
    `    Neighbor priority is 1, State is ${stateWord(neighbor)}, ${neighbor.state === 'full' ? 5 : 2} state changes`,
    '    Most recent state change statistics:',
    `      Progressive change ${frrTimer(upMs(view, neighbor))} ago`,
    `    DR is ${addressOf(election?.dr)}, BDR is ${addressOf(election?.bdr)}`,
    '    Options 2 *|-|-|-|-|-|E|-',
    `    Dead timer due in ${frrTimer(deadDueMs(neighbor.remote, view.ageMs))}`,
    '    Database Summary List 0',
    '    Link State Request List 0',
    '    Link State Retransmission List 0',
    '    Thread Inactivity Timer on',
    // The missing letter is ospfd's own.
    '    Thread Database Description Retransmision off',
    `    Thread Link State Request Retransmission ${threads}`,
    `    Thread Link State Update Retransmission ${threads}`,
    '',
    '    Graceful restart Helper info:',
    '      Graceful Restart HELPER Status : None',
    '\n',
  ].join('\n');
}
