import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { neighborsOn } from '../../network/neighbors';
import { DEAD_SECONDS, HELLO_SECONDS } from '../../network/timers';
import { electedOn } from '../elected';
import { standingOn } from '../segment';
import type { View } from '../view';
import { INSTANCE, pair, report } from './report';

const STATES = { loopback: 'DR', none: 'PToP', dr: 'DR', bdr: 'BDR', drother: 'ODR' } as const;

/** The router itself stands as designated router of its system interface. */
function designatedIds(view: View, local: NetworkInterface): { dr: string; bdr: string } {
  const { dr, bdr } = electedOn(view, local);
  return { dr: local.kind === 'loopback' ? formatIpv4(view.router.routerId) : dr.id, bdr: bdr.id };
}

/** `show router ospf interface`. */
export function showInterfaces(view: View): string {
  const rows = view.router.interfaces.map((local) => {
    const { dr, bdr } = designatedIds(view, local);
    const area = formatIpv4(local.area).padEnd(15);
    return `${local.name.padEnd(21)} ${area} ${dr.padEnd(15)} ${bdr.padEnd(15)} Up   ${STATES[standingOn(view, local)]}`;
  });
  const head = ['If Name               Area Id         Designated Rtr  Bkup Desig Rtr  Adm  Oper'];
  return report(`${INSTANCE} Interfaces`, head, rows, [`No. of OSPF Interfaces: ${rows.length}`]);
}

/** `show router ospf interface detail`. */
export function showInterfacesDetail(view: View): string {
  const blocks = view.router.interfaces.flatMap((local) => block(view, local));
  return report(`${INSTANCE} Interfaces (detail)`, [], blocks, []);
}

function block(view: View, local: NetworkInterface): string[] {
  const { dr, bdr } = designatedIds(view, local);
  const type = local.kind === 'broadcast' ? 'Broadcast' : 'Point To Point';
  const line = '-'.repeat(79);
  return [
    line,
    `Interface : ${local.name}`,
    line,
    pair('IP Address', formatPrefix(local.address, local.prefixLength), 'Area Id', formatIpv4(local.area)),
    pair('Designated Rtr', dr, 'Bkup Desig Rtr', bdr),
    pair('Priority', '1', 'Cfg IF Type', local.kind === 'broadcast' ? 'Broadcast' : 'Point To Point'),
    pair('Cfg Metric', String(local.cost), 'Oper Metric', String(local.cost)),
    pair('Hello Intrvl', `${HELLO_SECONDS} sec`, 'Rtr Dead Intrvl', `${DEAD_SECONDS} sec`),
    pair('Retrans Intrvl', '5 sec', 'Poll Intrvl', '120 sec'),
    pair('Passive', local.kind === 'loopback' ? 'True' : 'False', 'Auth Type', 'None'),
    pair('Admin Status', 'Enabled', 'Oper State', local.kind === 'broadcast' ? longState(view, local) : type),
    pair('Tot Nbrs', String(neighborsOn(view.network, view.router, local).length), 'MTU', '1500'),
  ];
}

function longState(view: View, local: NetworkInterface): string {
  const names: Readonly<Record<string, string>> = { dr: 'Designated Rtr', bdr: 'Backup Desig Rtr' };
  return names[standingOn(view, local)] ?? 'Other Desig Rtr';
}
