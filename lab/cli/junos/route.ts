import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import type { NextHop } from '../../network/spf';
import { stableSeconds } from '../../network/timers';
import { ageSeconds, type View } from '../view';
import { junosAge } from './times';

const isInstalled = (route: Route) => route.kind === 'discard' || route.hops.length > 0;

/** `show route protocol ospf`: preference 10, the chosen one of several next hops marked with `>`. */
export function showRoutes(view: View): string {
  const routes = routesOf(view.network, view.router).filter(isInstalled);
  if (routes.length === 0) return '';
  // Each interface has a direct and a local route; for a loopback they are one and the same.
  const all = routes.length + view.router.interfaces.length * 2 - 1;
  const head = `\ninet.0: ${all} destinations, ${all} routes (${all} active, 0 holddown, 0 hidden)\n+ = Active Route, - = Last Active, * = Both\n\n`;
  const age = junosAge(stableSeconds(view.router, ageSeconds(view)));
  return head + routes.map((route) => installed(route, age)).join('');
}

function installed(route: Route, age: string): string {
  const prefix = formatPrefix(route.network, route.prefixLength).padEnd(18);
  if (route.kind === 'discard') return `${prefix} *[OSPF/10] ${age}, metric 16777215\n                       Discard\n`;
  const hops = route.hops.map(
    (hop, position) =>
      `                    ${position === 0 ? '>' : ' '}  to ${formatIpv4(hop.address)} via ${hop.local.name}\n`,
  );
  return `${prefix} *[OSPF/10] ${age}, metric ${route.cost}\n${hops.join('')}`;
}

/** `show ospf route`: what SPF found, connected networks too. */
export function showOspfRoutes(view: View): string {
  const head = `Topology default Route Table:

Prefix             Path  Route      NH       Metric NextHop       Nexthop
                   Type  Type       Type            Interface     Address/LSP
`;
  return (
    head +
    routesOf(view.network, view.router)
      .map((route) => found(view, route))
      .join('')
  );
}

function found(view: View, route: Route): string {
  const path = route.kind === 'inter' ? 'Inter' : 'Intra';
  const type = route.kind === 'discard' ? 'Discard' : 'IP';
  const start = `${formatPrefix(route.network, route.prefixLength).padEnd(18)} ${path} Network    ${type.padEnd(8)} ${String(route.cost).padStart(6)}`;
  if (route.hops.length === 0) {
    const local = view.router.interfaces.find(({ link }) => view.network.links[link ?? -1]?.network === route.network);
    return `${start} ${local?.name ?? 'lo0.0'}\n`;
  }
  const hop = (next: NextHop) => `${next.local.name.padEnd(13)} ${formatIpv4(next.address)}\n`;
  const [first, ...more] = route.hops.map(hop);
  return `${start} ${first}${more.map((line) => `${' '.repeat(start.length + 1)}${line}`).join('')}`;
}
