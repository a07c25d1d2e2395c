import { formatIpv4, formatPrefix, networkOf } from '../../network/ipv4';
import { routesOf } from '../../network/routes';
import type { View } from '../view';
import { type Item, properties, type Table } from './item';

const LEGEND = 'D - DYNAMIC; A - ACTIVE; c, o - COPY; + - ECMP; b - BLACKHOLE';

/** `/ip route` and `/routing route`: connected networks and what OSPF found. */
export function routes(view: View): Table {
  const connected = view.router.interfaces.map((local): Item => {
    const network = networkOf(local.address, local.prefixLength);
    return row('DAc', formatPrefix(network, local.prefixLength), local.name, 0);
  });
  const found = routesOf(view.network, view.router).flatMap((route): Item[] => {
    const target = formatPrefix(route.network, route.prefixLength);
    if (route.kind === 'discard') return [row('DAob', target, 'blackhole', 110)];
    const flags = route.hops.length > 1 ? 'DAo+' : 'DAo';
    return route.hops.map((hop) => row(flags, target, `${formatIpv4(hop.address)}%${hop.local.name}`, 110));
  });
  return { legend: LEGEND, items: [...connected, ...found] };
}

function row(flags: string, target: string, gateway: string, distance: number): Item {
  return { flags, properties: properties({ 'dst-address': target, gateway, distance }) };
}

/** `/ip address`. */
export function addresses(view: View): Table {
  const items = view.router.interfaces.map((local) => ({
    flags: '',
    properties: properties({
      address: formatPrefix(local.address, local.prefixLength),
      network: formatIpv4(networkOf(local.address, local.prefixLength)),
      interface: local.name,
    }),
  }));
  return { legend: 'X - disabled, I - invalid; D - dynamic', items };
}
