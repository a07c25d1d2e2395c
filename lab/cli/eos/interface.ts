import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { neighborsOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS } from '../../network/timers';
import { designatedOn, standingOn } from '../segment';
import type { View } from '../view';

/** A loopback is to EOS a broadcast network on which it is alone, and so the DR. */
const STATES = { loopback: 'DR', none: 'P2P', dr: 'DR', bdr: 'BDR', drother: 'DR Other' } as const;
const TYPES = { loopback: 'Broadcast', broadcast: 'Broadcast', 'point-to-point': 'Point-To-Point' } as const;

/** 'Ethernet1' -> 'Et1', 'Loopback0' -> 'Lo0'. */
const shortName = (name: string) => name.replace(/^([A-Z][a-z])[A-Za-z]*/, '$1');

/** `show ip ospf interface brief`. */
export function showInterfacesBrief(view: View): string {
  const columns =
    '   Interface          Instance VRF        Area            IP Address         Cost  State      Nbrs\n';
  const rows = view.router.interfaces.map((local) =>
    [
      `   ${shortName(local.name).padEnd(18)}`,
      '1'.padEnd(8),
      'default'.padEnd(10),
      formatIpv4(local.area).padEnd(15),
      formatPrefix(local.address, local.prefixLength).padEnd(18),
      String(local.cost).padEnd(5),
      STATES[standingOn(view, local)].padEnd(10),
      `${neighborsOn(view.network, view.router, local).length}\n`,
    ].join(' '),
  );
  return columns + rows.join('');
}

/** `show ip ospf interface`. */
export function showInterfaces(view: View): string {
  return view.router.interfaces.map((local) => describe(view, local)).join('');
}

function describe(view: View, local: NetworkInterface): string {
  const standing = standingOn(view, local);
  const own = formatPrefix(local.address, local.prefixLength);
  return `${[
    `${local.name} is up`,
    `  Interface Address ${own}, instance 1, VRF default, Area ${formatIpv4(local.area)}`,
    `  Network Type ${TYPES[local.kind]}, Cost: ${local.cost}`,
    `  Transmit Delay is 1 sec, State ${STATES[standing]}${standing === 'none' ? '' : ', Priority 1'}`,
    ...electionLines(view, local),
    `  Timer intervals configured, Hello ${HELLO_SECONDS}, Dead ${DEAD_SECONDS}, Retransmit 5`,
    `  Neighbor Count is ${neighborsOn(view.network, view.router, local).length}`,
    '  No authentication',
    '  Traffic engineering is disabled',
    '  TI-LFA protection is disabled',
  ].join('\n')}\n`;
}

function electionLines(view: View, local: NetworkInterface): string[] {
  if (local.kind === 'loopback') {
    return [
      `  Designated Router is ${formatIpv4(view.router.routerId)}`,
      '  No Backup Designated Router on this network',
    ];
  }
  const designated = designatedOn(view, local);
  if (!designated) return ['  No Designated Router on this network', '  No Backup Designated Router on this network'];
  return [`  Designated Router is ${designated.dr.id}`, `  Backup Designated Router is ${designated.bdr.id}`];
}
