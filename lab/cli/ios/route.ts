import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import { stableSeconds } from '../../network/timers';
import { iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';

const CODES = `Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area 
       N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
       E1 - OSPF external type 1, E2 - OSPF external type 2
       i - IS-IS, su - IS-IS summary, L1 - IS-IS level-1, L2 - IS-IS level-2
       ia - IS-IS inter area, * - candidate default, U - per-user static route
       o - ODR, P - periodic downloaded static route, H - NHRP, l - LISP
       a - application route
       + - replicated route, % - next hop override, p - overrides from PfR

Gateway of last resort is not set

`;

/** `show ip route ospf`: administrative distance 110, one line per next hop. */
export function showRoutes(view: View): string {
  const all = routesOf(view.network, view.router);
  const shown = all.filter((route) => route.kind === 'discard' || route.hops.length > 0);
  if (shown.length === 0) return CODES;
  // Connected subnets count with their local host routes, except for loopbacks, which are host routes already.
  const attached = view.router.interfaces.length * 2 - 1;
  const masks = new Set([...shown.map((route) => route.prefixLength), 32]).size;
  const summary = `      10.0.0.0/8 is variably subnetted, ${shown.length + attached} subnets, ${masks} masks\n`;
  const age = iosUptime(stableSeconds(view.router, ageSeconds(view)));
  return CODES + summary + shown.map((route) => line(route, age)).join('');
}

function line(route: Route, age: string): string {
  const start = `${route.kind === 'inter' ? 'O IA' : 'O   '}     ${formatPrefix(route.network, route.prefixLength)}`;
  if (route.kind === 'discard') return `${start} is a summary, ${age}, Null0\n`;
  const hops = route.hops.map((hop) => `[110/${route.cost}] via ${formatIpv4(hop.address)}, ${age}, ${hop.local.name}`);
  const [first, ...more] = hops;
  return [`${start} ${first}\n`, ...more.map((hop) => `${' '.repeat(start.length + 1)}${hop}\n`)].join('');
}
