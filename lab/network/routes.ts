import { areaDatabase } from './lsdb';
import { areaRange, isBorderRouter, type Network, type NetworkRouter } from './model';
import { type NextHop, shortestPaths } from './spf';
import { subnetPaths } from './subnets';

/** One OSPF route of a router. A discard route stands for a range that the router itself summarises. */
export interface Route {
  readonly kind: 'intra' | 'inter' | 'discard';
  readonly network: number;
  readonly prefixLength: number;
  readonly cost: number;
  /** Empty when directly connected (only FRR lists those) or discarded. */
  readonly hops: readonly NextHop[];
}

/** The OSPF routing table of a router by prefix (RFC 2328 section 16). Computed on each call. */
export function routesOf(network: Network, router: NetworkRouter): Route[] {
  const routes = router.areas.flatMap((area): Route[] => {
    const paths = shortestPaths(network, router, area);
    const subnets = subnetPaths(network, area, paths).map((subnet): Route => ({ kind: 'intra', ...subnet }));
    // A border router looks only at the backbone's summaries (section 16.2).
    if (isBorderRouter(router) && area !== 0) return subnets;
    return [...subnets, ...interArea(network, router, area, paths.routers)];
  });
  for (const area of isBorderRouter(router) ? router.areas : []) {
    routes.push({ kind: 'discard', ...areaRange(area), cost: 0, hops: [] });
  }
  return routes.sort((a, b) => a.network - b.network || a.prefixLength - b.prefixLength);
}

type Reached = ReturnType<typeof shortestPaths>['routers'];

/** The best way to each range advertised into the area, over all border routers that advertise it. */
function interArea(network: Network, router: NetworkRouter, area: number, reached: Reached): Route[] {
  const own = new Set(isBorderRouter(router) ? router.areas.map((attached) => areaRange(attached).network) : []);
  const borders = new Map((network.areas.get(area) ?? []).map((index) => [network.routers[index]!.routerId, index]));
  const best = new Map<number, Route>();
  for (const summary of areaDatabase(network, area).summaries) {
    const border = borders.get(summary.advertisingRouter);
    const path = border === undefined || border === router.index ? undefined : reached.get(border);
    if (!path || own.has(summary.linkStateId)) continue;
    const cost = path.cost + summary.cost;
    const known = best.get(summary.linkStateId);
    if (known && known.cost < cost) continue;
    const shared = known?.cost === cost ? known.hops : [];
    const added = path.hops.filter((hop) => !shared.some((other) => other.address === hop.address));
    best.set(summary.linkStateId, {
      kind: 'inter',
      network: summary.linkStateId,
      prefixLength: 16,
      cost,
      hops: [...shared, ...added],
    });
  }
  return [...best.values()];
}
