import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { type Neighbor, neighborsOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS, helloDueMs } from '../../network/timers';
import { clockTime } from '../durations';
import { designatedOn, standingOn } from '../segment';
import type { View } from '../view';

const STATES = { loopback: 'LOOP', none: 'P2P', dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const;
const TYPES = { loopback: 'LOOPBACK', broadcast: 'BROADCAST', 'point-to-point': 'POINT_TO_POINT' } as const;

/** 'GigabitEthernet0/0/0/1' -> 'Gi0/0/0/1'. */
const shortName = (name: string) => name.replace(/^([A-Z][a-z])[A-Za-z]*/, '$1');

/** `show ospf interface brief`. */
export function showInterfacesBrief(view: View): string {
  const legend = '\n* Indicates MADJ interface, (P) Indicates fast detect hold down state\n\nInterfaces for OSPF 1\n\n';
  const columns = 'Interface          PID   Area            IP Address/Mask    Cost  State Nbrs F/C\n';
  const rows = view.router.interfaces.map((local) => {
    const neighbors = neighborsOn(view.network, view.router, local);
    const full = neighbors.filter((neighbor) => neighbor.state === 'full').length;
    return [
      shortName(local.name).padEnd(18),
      '1'.padEnd(5),
      String(local.area).padEnd(15),
      formatPrefix(local.address, local.prefixLength).padEnd(18),
      String(local.cost).padEnd(5),
      STATES[standingOn(view, local)].slice(0, 5).padEnd(5),
      `${full}/${neighbors.length}\n`,
    ].join(' ');
  });
  return legend + columns + rows.join('');
}

/** `show ospf interface`. */
export function showInterfaces(view: View): string {
  const described = view.router.interfaces.map((local, position) => describe(view, local, position));
  return `\nInterfaces for OSPF 1\n\n${described.join('')}\n`;
}

function describe(view: View, local: NetworkInterface, position: number): string {
  const head = [
    `${local.name} is up, line protocol is up `,
    `  Internet Address ${formatPrefix(local.address, local.prefixLength)}, Area ${local.area} `,
    `  Process ID 1, Router ID ${formatIpv4(view.router.routerId)}, Network Type ${TYPES[local.kind]}, Cost: ${local.cost}`,
  ];
  if (local.kind === 'loopback') return `${[...head, '  Loopback interface is treated as a stub Host'].join('\n')}\n`;
  const neighbors = neighborsOn(view.network, view.router, local);
  const adjacent = neighbors.filter((neighbor) => neighbor.state === 'full');
  return `${[
    ...head,
    ...electionLines(view, local),
    `  Timer intervals configured, Hello ${HELLO_SECONDS}, Dead ${DEAD_SECONDS}, Wait ${DEAD_SECONDS}, Retransmit 5`,
    `    Hello due in ${helloDue(view, local)}`,
    `  Index ${position}/${position}, flood queue length 0`,
    '  Next 0(0)/0(0)',
    '  Last flood scan length is 1, maximum is 4',
    '  Last flood scan time is 0 msec, maximum is 1 msec',
    '  LS Ack List: current length 0, high water mark 6',
    `  Neighbor Count is ${neighbors.length}, Adjacent neighbor count is ${adjacent.length}`,
    ...adjacent.map((neighbor) => `    Adjacent with neighbor ${adjacentName(neighbor)}`),
    '  Suppress hello for 0 neighbor(s)',
    '  Multi-area interface Count is 0',
  ].join('\n')}\n`;
}

/** '00:00:07:358': a clock with milliseconds behind a colon. */
function helloDue(view: View, local: NetworkInterface): string {
  const due = helloDueMs(local, view.ageMs);
  return `${clockTime(due / 1000)}:${String(due % 1000).padStart(3, '0')}`;
}

function adjacentName(neighbor: Neighbor): string {
  const role = { dr: '  (Designated Router)', bdr: '  (Backup Designated Router)', drother: '', none: '' };
  return formatIpv4(neighbor.router.routerId) + role[neighbor.role];
}

function electionLines(view: View, local: NetworkInterface): string[] {
  const designated = designatedOn(view, local);
  const standing = standingOn(view, local);
  const state = standing === 'none' ? 'POINT_TO_POINT' : `${STATES[standing]}, Priority 1`;
  return [
    `  Transmit Delay is 1 sec, State ${state}, MTU 1500, MaxPktSz 1500`,
    '  Forward reference No, Unnumbered no,  Bandwidth 1000000',
    ...(designated
      ? [
          `  Designated Router (ID) ${designated.dr.id}, Interface address ${designated.dr.address}`,
          `  Backup Designated router (ID) ${designated.bdr.id}, Interface address ${designated.bdr.address}`,
        ]
      : []),
  ];
}
