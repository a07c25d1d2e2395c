import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import { stableSeconds } from '../../network/timers';
import { iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';

/** `show route ospf`: one line per next hop; connected subnets are not listed. */
export function showRoutes(view: View): string {
  const age = iosUptime(stableSeconds(view.router, ageSeconds(view)));
  const shown = routesOf(view.network, view.router).filter(
    (route) => route.kind === 'discard' || route.hops.length > 0,
  );
  if (shown.length === 0) return '\n% No matching routes found\n\n';
  return `\n${shown.map((route) => lines(route, age)).join('')}\n`;
}

function lines(route: Route, age: string): string {
  const start = `${route.kind === 'inter' ? 'O IA' : 'O   '} ${formatPrefix(route.network, route.prefixLength)}`;
  if (route.kind === 'discard') return `${start} [254/0] is a summary, ${age}, Null0\n`;
  const hops = route.hops.map((hop) => `[110/${route.cost}] via ${formatIpv4(hop.address)}, ${age}, ${hop.local.name}`);
  const [first, ...more] = hops;
  return [`${start} ${first}\n`, ...more.map((hop) => `${' '.repeat(start.length + 1)}${hop}\n`)].join('');
}
