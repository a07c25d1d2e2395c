import { formatIpv4, maskOf } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { neighborsOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS } from '../../network/timers';
import { electedOn } from '../elected';
import { standingOn } from '../segment';
import type { View } from '../view';

const STATES = { loopback: 'DR', none: 'PtToPt', dr: 'DR', bdr: 'BDR', drother: 'DRother' } as const;
const HEADER = 'Interface           State   Area            DR ID           BDR ID          Nbrs\n';

/** `show ospf interface`, with `detail` or without. A loopback elects itself, as Junos shows it. */
export function showInterfaces(view: View, detailed = false): string {
  const blocks = view.router.interfaces.map((local) => row(view, local) + (detailed ? details(view, local) : ''));
  return HEADER + blocks.join('');
}

function row(view: View, local: NetworkInterface): string {
  const standing = standingOn(view, local);
  const { dr, bdr } = electedOn(view, local);
  const own = formatIpv4(view.router.routerId);
  return `${[
    local.name.padEnd(19),
    STATES[standing].padEnd(7),
    formatIpv4(local.area).padEnd(15),
    (standing === 'loopback' ? own : dr.id).padEnd(15),
    bdr.id.padEnd(15),
    String(neighborsOn(view.network, view.router, local).length).padStart(4),
  ].join(' ')}\n`;
}

function details(view: View, local: NetworkInterface): string {
  const standing = standingOn(view, local);
  const adjacent = neighborsOn(view.network, view.router, local).filter(({ state }) => state === 'full').length;
  const type = standing === 'none' ? 'P2P' : 'LAN';
  const mtu = standing === 'loopback' ? 65_535 : 1500;
  return `${[
    `  Type: ${type}, Address: ${formatIpv4(local.address)}, Mask: ${formatIpv4(maskOf(local.prefixLength))}, MTU: ${mtu}, Cost: ${local.cost}`,
    ...electionLine(view, local),
    `  Adj count: ${adjacent}`,
    `  Hello: ${HELLO_SECONDS}, Dead: ${DEAD_SECONDS}, ReXmit: 5, Not Stub`,
    '  Auth type: None',
    '  Protection type: None',
    `  Topology default (ID 0) -> Cost: ${local.cost}`,
  ].join('\n')}\n`;
}

function electionLine(view: View, local: NetworkInterface): string[] {
  const { dr, bdr } = electedOn(view, local);
  if (local.kind === 'point-to-point') return [];
  if (local.kind === 'loopback') return [`  DR addr: ${formatIpv4(local.address)}, Priority: 1`];
  return [`  DR addr: ${dr.address}, BDR addr: ${bdr.address}, Priority: 1`];
}
