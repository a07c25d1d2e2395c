import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import { stableSeconds } from '../../network/timers';
import { ageSeconds, type View } from '../view';
import { INSTANCE, report, routeAge } from './report';

/** `show router route-table protocol ospf`: two lines a next hop; a range of its own is a black hole. */
export function showRouteTable(view: View): string {
  const age = routeAge(stableSeconds(view.router, ageSeconds(view)));
  const routes = routesOf(view.network, view.router);
  const rows = routes.flatMap((route) => tableRows(route, age));
  const head = [
    'Dest Prefix[Flags]                            Type    Proto     Age        Pref',
    '      Next Hop[Interface Name]                                    Metric',
  ];
  return report('Route Table (Router: Base)', head, rows, [
    `No. of Routes: ${rows.length / 2}`,
    'Flags: n = Number of times nexthop is repeated',
    '       B = BGP backup route available',
    '       L = LFA nexthop available',
    '       S = Sticky ECMP requested',
  ]);
}

function tableRows(route: Route, age: string): string[] {
  const target = formatPrefix(route.network, route.prefixLength).padEnd(45);
  const rows = (type: string, hop: string) => [
    `${target} ${type.padEnd(7)} OSPF      ${age.padEnd(10)} 10`,
    `       ${hop.padEnd(58)} ${route.cost}`,
  ];
  if (route.kind === 'discard') return rows('Blackh*', 'Black Hole');
  return route.hops.flatMap((hop) => rows('Remote', formatIpv4(hop.address)));
}

/** `show router ospf routes`: what SPF found, connected networks too. */
export function showOspfRoutes(view: View): string {
  const routes = routesOf(view.network, view.router).filter((route) => route.kind !== 'discard');
  const rows = routes.flatMap((route) => {
    const type = route.kind === 'inter' ? 'IA' : 'Intra';
    const first = `${formatPrefix(route.network, route.prefixLength).padEnd(19)} ${type.padEnd(9)} NET      ${route.hops.length === 0 ? 'D (S)' : 'N (R)'}`;
    const hops = route.hops.map(
      (hop) => `   ${formatIpv4(hop.address).padEnd(18)} ${hop.local.name.padEnd(20)} ${route.cost}`,
    );
    return [first, ...(hops.length === 0 ? [`   ${'DIRECT'.padEnd(39)} ${route.cost}`] : hops)];
  });
  const head = ['Destination         Type(Dest)         Stat', '   NHIP               NHIF                 Cost[E2]'];
  return report(`${INSTANCE} Routing Table`, head, rows, [`No. of routes found: ${routes.length}`]);
}
