import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { neighborsOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS, helloDueMs } from '../../network/timers';
import { clockTime } from '../durations';
import { designatedOn, standingOn } from '../segment';
import type { View } from '../view';
import { shortName } from './names';

const STATES = { loopback: 'LOOPBACK', none: 'P2P', dr: 'DR', bdr: 'BDR', drother: 'DROTHER' } as const;
const TYPES = { loopback: 'LOOPBACK', broadcast: 'BROADCAST', 'point-to-point': 'P2P' } as const;

/** `show ip ospf interface brief`. */
export function showInterfacesBrief(view: View): string {
  const { interfaces } = view.router;
  const rows = interfaces.map((local, position) =>
    [
      ` ${shortName(local.name).padEnd(23)}`,
      String(position + 1).padEnd(6),
      formatIpv4(local.area).padEnd(15),
      String(local.cost).padEnd(6),
      STATES[standingOn(view, local)].padEnd(8),
      String(neighborsOn(view.network, view.router, local).length).padEnd(9),
      'up  \n',
    ].join(' '),
  );
  return [
    ' OSPF Process ID 1 VRF default\n',
    ` Total number of interface: ${interfaces.length}\n`,
    ' Interface               ID     Area            Cost   State    Neighbors Status\n',
    ...rows,
  ].join('');
}

/** `show ip ospf interface`. */
export function showInterfaces(view: View): string {
  return view.router.interfaces.map((local, position) => describe(view, local, position + 1)).join('');
}

function describe(view: View, local: NetworkInterface, index: number): string {
  const head = [
    ` ${local.name} is up, line protocol is up`,
    `    IP address ${formatPrefix(local.address, local.prefixLength)}`,
    `    Process ID 1 VRF default, area ${formatIpv4(local.area)}`,
    '    Enabled by interface configuration',
    `    State ${STATES[standingOn(view, local)]}, Network type ${TYPES[local.kind]}, cost ${local.cost}`,
  ];
  if (local.kind === 'loopback') return `${[...head, `    Index ${index}`].join('\n')}\n`;
  const neighbors = neighborsOn(view.network, view.router, local);
  const full = neighbors.filter((neighbor) => neighbor.state === 'full').length;
  const designated = designatedOn(view, local);
  return `${[
    ...head,
    `    Index ${index}, Transmit delay 1 sec${designated ? ', Router Priority 1' : ''}`,
    ...(designated
      ? [
          `    Designated Router ID: ${designated.dr.id}, address: ${designated.dr.address}`,
          `    Backup Designated Router ID: ${designated.bdr.id}, address: ${designated.bdr.address}`,
        ]
      : []),
    `    ${neighbors.length} Neighbors, flooding to ${full}, adjacent with ${full}`,
    `    Timer intervals: Hello ${HELLO_SECONDS}, Dead ${DEAD_SECONDS}, Wait ${DEAD_SECONDS}, Retransmit 5`,
    `      Hello timer due in ${clockTime(helloDueMs(local, view.ageMs) / 1000)}`,
    '    No authentication',
    '    Number of opaque link LSAs: 0, checksum sum 0',
  ].join('\n')}\n`;
}
