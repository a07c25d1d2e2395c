import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import { stableSeconds } from '../../network/timers';
import { iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';
import { shortName } from './names';

const LEGEND = `IP Route Table for VRF "default"
'*' denotes best ucast next-hop
'**' denotes best mcast next-hop
'[x/y]' denotes [preference/metric]
'%<string>' in via output denotes VRF <string>

`;

/** `show ip route ospf`: a line for the prefix, then one for each next hop. */
export function showRoutes(view: View): string {
  const age = iosUptime(stableSeconds(view.router, ageSeconds(view)));
  const shown = routesOf(view.network, view.router).filter(
    (route) => route.kind === 'discard' || route.hops.length > 0,
  );
  return `${LEGEND}${shown.map((route) => lines(route, age)).join('')}\n`;
}

function lines(route: Route, age: string): string {
  const count = Math.max(1, route.hops.length);
  const head = `${formatPrefix(route.network, route.prefixLength)}, ubest/mbest: ${count}/0\n`;
  if (route.kind === 'discard') return `${head}    *via Null0, [220/0], ${age}, ospf-1, discard\n`;
  const kind = route.kind === 'inter' ? 'inter' : 'intra';
  const hops = route.hops.map(
    ({ address, local }) =>
      `    *via ${formatIpv4(address)}, ${shortName(local.name)}, [110/${route.cost}], ${age}, ospf-1, ${kind}\n`,
  );
  return head + hops.join('');
}
