import { formatIpv4 } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { DEAD_SECONDS, HELLO_SECONDS } from '../../network/timers';
import { electedOn } from '../elected';
import { standingOn } from '../segment';
import type { View } from '../view';
import { heading } from './heading';

const STATES = { loopback: 'P-2-P', none: 'P-2-P', dr: 'DR', bdr: 'BDR', drother: 'DROther' } as const;
const TYPES = { loopback: 'P2P', 'point-to-point': 'P2P', broadcast: 'Broadcast' } as const;

/** `display ospf interface`: a table for each area. */
export function showInterfaces(view: View): string {
  const areas = view.router.areas.map((area) => {
    const rows = view.router.interfaces.filter((local) => local.area === area).map((local) => row(view, local));
    const columns = ' IP Address      Type         State    Cost    Pri   DR              BDR \n';
    return ` Area: ${formatIpv4(area).padEnd(16)} (MPLS TE not enabled)\n${columns}${rows.join('')}`;
  });
  return heading(view, 'Interfaces') + areas.join('\n');
}

function row(view: View, local: NetworkInterface): string {
  const { dr, bdr } = electedOn(view, local);
  return ` ${[
    formatIpv4(local.address).padEnd(15),
    TYPES[local.kind].padEnd(12),
    STATES[standingOn(view, local)].padEnd(8),
    String(local.cost).padEnd(7),
    '1    ',
    dr.address.padEnd(15),
    `${bdr.address}\n`,
  ].join(' ')}`;
}

/** `display ospf interface all`: each in full. */
export function showInterfacesInFull(view: View): string {
  return heading(view, 'Interfaces') + view.router.interfaces.map((local) => describe(view, local)).join('\n');
}

/** One interface in full, as `display ospf brief` shows it too. */
export function describe(view: View, local: NetworkInterface): string {
  const { dr, bdr } = electedOn(view, local);
  const state = STATES[standingOn(view, local)];
  return `${[
    ` Interface: ${formatIpv4(local.address)} (${local.name})`,
    ` Cost: ${String(local.cost).padEnd(7)} State: ${state.padEnd(9)} Type: ${TYPES[local.kind]}    MTU: 1500  `,
    ' Priority: 1',
    ...(local.kind === 'broadcast'
      ? [` Designated Router: ${dr.address}`, ` Backup Designated Router: ${bdr.address}`]
      : []),
    ` Timers: Hello ${HELLO_SECONDS} , Dead ${DEAD_SECONDS} , Poll  120 , Retransmit 5 , Transmit Delay 1 `,
  ].join('\n')}\n`;
}
