import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { LinkEnd, NetworkInterface } from '../../network/model';
import { electionOf, linkOf, type Neighbor, neighborsOn, roleOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS, helloDueMs } from '../../network/timers';
import { clockTime } from '../durations';
import type { View } from '../view';

/** 'GigabitEthernet0/1' -> 'Gi0/1', 'Loopback0' -> 'Lo0'. */
function shortName(name: string): string {
  return name.replace(/^([A-Z][a-z])[A-Za-z]*/, '$1');
}

function stateOf(view: View, local: NetworkInterface): 'LOOP' | 'P2P' | 'DR' | 'BDR' | 'DROTHER' {
  const link = linkOf(view.network, local);
  if (!link) return 'LOOP';
  const role = roleOn(view.network, link, view.router.index);
  return role === 'none' ? 'P2P' : ({ dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const)[role];
}

/** `show ip ospf interface brief`. */
export function showInterfacesBrief(view: View): string {
  const header = 'Interface    PID   Area            IP Address/Mask    Cost  State Nbrs F/C\n';
  const rows = view.router.interfaces.map((local) => {
    const neighbors = neighborsOn(view.network, view.router, local);
    const full = neighbors.filter((neighbor) => neighbor.state === 'full').length;
    return [
      shortName(local.name).padEnd(12),
      '1'.padEnd(5),
      String(local.area).padEnd(15),
      formatPrefix(local.address, local.prefixLength).padEnd(18),
      String(local.cost).padEnd(5),
      stateOf(view, local).slice(0, 5).padEnd(5),
      `${full}/${neighbors.length}\n`,
    ].join(' ');
  });
  return header + rows.join('');
}

/** `show ip ospf interface`. */
export function showInterfaces(view: View): string {
  return view.router.interfaces.map((local, position) => describe(view, local, position)).join('');
}

function describe(view: View, local: NetworkInterface, position: number): string {
  const type = { loopback: 'LOOPBACK', broadcast: 'BROADCAST', 'point-to-point': 'POINT_TO_POINT' }[local.kind];
  const head = [
    `${local.name} is up, line protocol is up `,
    `  Internet Address ${formatPrefix(local.address, local.prefixLength)}, Area ${local.area}, Attached via Interface Enable`,
    `  Process ID 1, Router ID ${formatIpv4(view.router.routerId)}, Network Type ${type}, Cost: ${local.cost}`,
    '  Topology-MTID    Cost    Disabled    Shutdown      Topology Name',
    `        0           ${String(local.cost).padEnd(10)}no          no            Base`,
    '  Enabled by interface config, including secondary ip addresses',
  ];
  if (local.kind === 'loopback') return `${[...head, '  Loopback interface is treated as a stub Host'].join('\n')}\n`;
  const neighbors = neighborsOn(view.network, view.router, local);
  const adjacent = neighbors.filter((neighbor) => neighbor.state === 'full');
  return `${[
    ...head,
    ...electionLines(view, local),
    `  Timer intervals configured, Hello ${HELLO_SECONDS}, Dead ${DEAD_SECONDS}, Wait ${DEAD_SECONDS}, Retransmit 5`,
    '    oob-resync timeout 40',
    `    Hello due in ${clockTime(helloDueMs(local, view.ageMs) / 1000)}`,
    '  Supports Link-local Signaling (LLS)',
    '  Cisco NSF helper support enabled',
    '  IETF NSF helper support enabled',
    `  Index ${position}/${position}/${position}, flood queue length 0`,
    '  Next 0x0(0)/0x0(0)/0x0(0)',
    '  Last flood scan length is 1, maximum is 4',
    '  Last flood scan time is 0 msec, maximum is 1 msec',
    `  Neighbor Count is ${neighbors.length}, Adjacent neighbor count is ${adjacent.length} `,
    ...adjacent.map((neighbor) => `    Adjacent with neighbor ${adjacentName(neighbor)}`),
    '  Suppress hello for 0 neighbor(s)',
  ].join('\n')}\n`;
}

function adjacentName(neighbor: Neighbor): string {
  const role = { dr: '  (Designated Router)', bdr: '  (Backup Designated Router)', drother: '', none: '' };
  return formatIpv4(neighbor.router.routerId) + role[neighbor.role];
}

function electionLines(view: View, local: NetworkInterface): string[] {
  const election = electionOf(view.network, linkOf(view.network, local)!);
  if (!election) return ['  Transmit Delay is 1 sec, State POINT_TO_POINT'];
  const name = (end: LinkEnd) => {
    const router = view.network.routers[end.router]!;
    return `(ID) ${formatIpv4(router.routerId)}, Interface address ${formatIpv4(router.interfaces[end.interface]!.address)}`;
  };
  return [
    `  Transmit Delay is 1 sec, State ${stateOf(view, local)}, Priority 1`,
    `  Designated Router ${name(election.dr)}`,
    `  Backup Designated router ${name(election.bdr)}`,
  ];
}
