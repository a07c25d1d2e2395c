import { formatIpv4 } from '../../network/ipv4';
import { type Neighbor, neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, deadDueMs } from '../../network/timers';
import { clockTime, iosUptime } from '../durations';
import { designatedOn } from '../segment';
import { ageSeconds, type View } from '../view';
import { shortName } from './names';

const ROLES = { none: ' -', dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const;
const STATES = { full: 'FULL', '2way': 'TWOWAY' } as const;

const upTime = (view: View, { local, remote }: Neighbor) =>
  iosUptime(adjacencySeconds(local, remote, ageSeconds(view)));

/** `show ip ospf neighbors`: how long it has been up, not when it would be dead. */
export function showNeighbors(view: View): string {
  const neighbors = neighborsOf(view.network, view.router);
  const rows = neighbors.map((neighbor) => {
    const state = `${STATES[neighbor.state]}/${ROLES[neighbor.role]}`.padEnd(16);
    const address = formatIpv4(neighbor.remote.address).padEnd(15);
    const id = formatIpv4(neighbor.router.routerId).padEnd(15);
    return ` ${id}   1 ${state} ${upTime(view, neighbor).padEnd(8)} ${address} ${shortName(neighbor.local.name)} \n`;
  });
  return [
    ' OSPF Process ID 1 VRF default\n',
    ` Total number of neighbors: ${neighbors.length}\n`,
    ' Neighbor ID     Pri State            Up Time  Address         Interface\n',
    ...rows,
  ].join('');
}

/** `show ip ospf neighbors detail`. */
export function showNeighborsDetail(view: View): string {
  return neighborsOf(view.network, view.router)
    .map((neighbor) => detail(view, neighbor))
    .join('');
}

function detail(view: View, neighbor: Neighbor): string {
  const { local, remote, state } = neighbor;
  const designated = designatedOn(view, local);
  const name = `${formatIpv4(neighbor.router.routerId)}, interface address ${formatIpv4(remote.address)}`;
  return `${[
    ` Neighbor ${name}`,
    `    Process ID 1 VRF default, in area ${formatIpv4(local.area)} via interface ${local.name}`,
    `    State is ${STATES[state]}, ${state === 'full' ? 5 : 2} state changes, last change ${upTime(view, neighbor)}`,
    '    Neighbor priority is 1',
    ...(designated ? [`    DR is ${designated.dr.address} BDR is ${designated.bdr.address}`] : []),
    `    Hello options 0x12, dbd options ${state === 'full' ? '0x52' : '0x0'}`,
    '    Last non-hello packet received 00:01:12',
    `      Dead timer due in ${clockTime(deadDueMs(remote, view.ageMs) / 1000)}`,
  ].join('\n')}\n`;
}
