import { formatIpv4, formatPrefix } from '../../network/ipv4';
import { type Route, routesOf } from '../../network/routes';
import type { View } from '../view';

const CODES = `
VRF: default
Codes: C - connected, S - static, K - kernel, 
       O - OSPF, IA - OSPF inter area, E1 - OSPF external type 1,
       E2 - OSPF external type 2, N1 - OSPF NSSA external type 1,
       N2 - OSPF NSSA external type2, B - Other BGP Routes,
       B I - iBGP, B E - eBGP, R - RIP, I L1 - IS-IS level 1,
       I L2 - IS-IS level 2, O3 - OSPFv3, A B - BGP Aggregate,
       A O - OSPF Summary, NG - Nexthop Group Static Route,
       V - VXLAN Control Service, M - Martian,
       DH - DHCP client installed default route,
       DP - Dynamic Policy Route, L - VRF Leaked,
       G  - gRIBI, RC - Route Cache Route

`;

/** `show ip route ospf`: no ages; the next hops of one prefix stand below each other. */
export function showRoutes(view: View): string {
  const shown = routesOf(view.network, view.router).filter(
    (route) => route.kind === 'discard' || route.hops.length > 0,
  );
  return `${CODES}${shown.map(lines).join('')}\n`;
}

const KINDS = { intra: 'O', inter: 'O IA', discard: 'A O' } as const;

function lines(route: Route): string {
  const start = ` ${KINDS[route.kind].padEnd(8)} ${formatPrefix(route.network, route.prefixLength)}`;
  if (route.kind === 'discard') return `${start} is directly connected, Null0\n`;
  const target = `${start} [110/${route.cost}]`;
  const hops = route.hops.map((hop) => `via ${formatIpv4(hop.address)}, ${hop.local.name}\n`);
  return hops.map((hop, position) => `${position === 0 ? target : ' '.repeat(target.length)} ${hop}`).join('');
}
