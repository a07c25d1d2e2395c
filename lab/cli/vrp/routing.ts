import { formatIpv4, formatPrefix } from '../../network/ipv4';
import type { NetworkInterface } from '../../network/model';
import { type Route, routesOf } from '../../network/routes';
import { createAdvertiserFinder } from '../advertiser';
import type { View } from '../view';
import { heading } from './heading';

/** `display ospf routing`: what OSPF found, connected networks too; one line per next hop. */
export function showOspfRouting(view: View): string {
  const routes = routesOf(view.network, view.router).filter((route) => route.kind !== 'discard');
  const intra = routes.filter((route) => route.kind === 'intra').length;
  const advertiserOf = createAdvertiserFinder(view);
  const rows = routes.flatMap((route) => {
    const advertiser = advertiserOf(route);
    return route.hops.length === 0 ? connected(view, route, advertiser) : reached(route, advertiser);
  });
  return `${heading(view, 'Routing Tables')} Routing for Network \n${COLUMNS}${rows.join('')}
 Total Nets: ${routes.length}  
 Intra Area: ${intra}  Inter Area: ${routes.length - intra}  ASE: 0  NSSA: 0 \n`;
}

const COLUMNS = ' Destination        Cost  Type       NextHop         AdvRouter       Area\n';

interface Way {
  readonly type: string;
  readonly nextHop: number;
  readonly advertiser: number;
  readonly area: number;
}

function line(route: Route, way: Way): string {
  return ` ${[
    formatPrefix(route.network, route.prefixLength).padEnd(18),
    String(route.cost).padEnd(5),
    way.type.padEnd(10),
    formatIpv4(way.nextHop).padEnd(15),
    formatIpv4(way.advertiser).padEnd(15),
    `${formatIpv4(way.area)}\n`,
  ].join(' ')}`;
}

function connected(view: View, route: Route, advertiser: number): string[] {
  const local = view.router.interfaces.find((candidate) => isOn(view, candidate, route));
  const type = local?.kind === 'broadcast' ? 'Transit' : 'Stub';
  return local ? [line(route, { type, nextHop: local.address, advertiser, area: local.area })] : [];
}

function isOn(view: View, local: NetworkInterface, route: Route): boolean {
  return (view.network.links[local.link ?? -1]?.network ?? local.address) === route.network;
}

function reached(route: Route, advertiser: number): string[] {
  const type = route.kind === 'inter' ? 'Inter-area' : 'Stub';
  return route.hops.map((hop) => line(route, { type, nextHop: hop.address, advertiser, area: hop.local.area }));
}

/** `display ip routing-table protocol ospf`: preference 10; a range of its own goes to NULL0. */
export function showRoutingTable(view: View): string {
  const routes = routesOf(view.network, view.router);
  const active = routes.filter((route) => route.kind === 'discard' || route.hops.length > 0);
  const rows = active.flatMap(tableRows);
  const counts = `         Destinations : ${String(active.length).padEnd(8)} Routes : ${String(rows.length).padEnd(8)}\n`;
  const rule = `${'-'.repeat(78)}\n`;
  return `Route Flags: R - relay, D - download to fib
${rule}Public routing table : OSPF
${counts}
OSPF routing table status : <Active>
${counts}
Destination/Mask    Proto   Pre  Cost      Flags NextHop         Interface

${rows.join('')}
OSPF routing table status : <Inactive>
         Destinations : 0        Routes : 0
`;
}

function tableRows(route: Route): string[] {
  const target = formatPrefix(route.network, route.prefixLength).padStart(18);
  const row = (cost: number, nextHop: string, via: string) =>
    `${target}  OSPF    10   ${String(cost).padEnd(9)}   D   ${nextHop.padEnd(15)} ${via}\n`;
  if (route.kind === 'discard') return [row(route.cost, '127.0.0.1', 'NULL0')];
  return route.hops.map((hop) => row(route.cost, formatIpv4(hop.address), hop.local.name));
}
