import { formatIpv4, formatPrefix, networkOf } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import { stableSeconds } from '../../network/timers';
import { frrRouteAge } from '../durations';
import { ageSeconds, type View } from '../view';

const CODES = `Codes: K - kernel route, C - connected, S - static, R - RIP,
       O - OSPF, I - IS-IS, B - BGP, E - EIGRP, N - NHRP,
       T - Table, v - VNC, V - VNC-Direct, A - Babel, F - PBR,
       f - OpenFabric,
       > - selected route, * - FIB route, q - queued, r - rejected, b - backup
       t - trapped, o - offload failure

`;

/** `show ip route ospf`: connected subnets are listed but not selected; a range of its own is a blackhole. */
export function showRoutes(view: View): string {
  const age = frrRouteAge(stableSeconds(view.router, ageSeconds(view)));
  const routes = routesOf(view.network, view.router);
  return CODES + routes.map((route) => lines(view, route, age)).join('');
}

function lines(view: View, route: Route, age: string): string {
  const target = `${formatPrefix(route.network, route.prefixLength)} [110/${route.cost}]`;
  if (route.kind === 'discard') return `O>* ${target} unreachable (blackhole), weight 1, ${age}\n`;
  const [first, ...more] = route.hops.map(
    (hop) => `via ${formatIpv4(hop.address)}, ${hop.local.name}, weight 1, ${age}\n`,
  );
  if (first === undefined) {
    const local = view.router.interfaces.find(
      (candidate) => networkOf(candidate.address, candidate.prefixLength) === route.network,
    );
    return `O   ${target} is directly connected, ${local?.name ?? 'lo'}, weight 1, ${age}\n`;
  }
  return `O>* ${target} ${first}${more.map((hop) => `  *${' '.repeat(target.length + 2)}${hop}`).join('')}`;
}
