import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { electedOn } from '../elected';
import { ageSeconds, type View } from '../view';
import type { Level } from './level';
import { junosAge } from './times';

const STATES = { full: 'Full', '2way': '2Way' } as const;
const HEADER = 'Address          Interface              State           ID               Pri  Dead\n';

/** `show ospf neighbor`: address first, dead time in whole seconds; `detail` and `extensive` add lines to each row. */
export function showNeighbors(view: View, level: Level = 'brief'): string {
  const neighbors = neighborsOf(view.network, view.router);
  if (neighbors.length === 0) return '';
  return HEADER + neighbors.map((neighbor) => row(view, neighbor) + details(view, neighbor, level)).join('');
}

function row(view: View, neighbor: Neighbor): string {
  return `${[
    formatIpv4(neighbor.remote.address).padEnd(16),
    neighbor.local.name.padEnd(22),
    STATES[neighbor.state].padEnd(15),
    formatIpv4(neighbor.router.routerId).padEnd(16),
    '  1',
    String(Math.floor(deadDueMs(neighbor.remote, view.ageMs) / 1000)).padStart(5),
  ].join(' ')}\n`;
}

function details(view: View, neighbor: Neighbor, level: Level): string {
  if (level === 'brief') return '';
  const { dr, bdr } = electedOn(view, neighbor.local);
  const up = junosAge(adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view)));
  const adjacent = neighbor.state === 'full' ? `, adjacent ${up}` : '';
  return [
    `  Area ${formatIpv4(neighbor.local.area)}, opt 0x52, DR ${dr.address}, BDR ${bdr.address}\n`,
    `  Up ${up}${adjacent}\n`,
    ...(level === 'extensive' ? ['  Topology default (ID 0) -> Bidirectional\n'] : []),
  ].join('');
}
