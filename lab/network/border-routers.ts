import { isBorderRouter, type Network, type NetworkRouter } from './model';
import { type NextHop, shortestPaths } from './spf';

/** The way to one area border router inside one area (RFC 2328 section 16.1: entries of type "router"). */
export interface BorderPath {
  readonly router: NetworkRouter;
  readonly area: number;
  readonly cost: number;
  readonly hops: readonly NextHop[];
}

/** All area border routers that a router reaches, by area and router id. */
export function borderPathsOf(network: Network, router: NetworkRouter): BorderPath[] {
  return router.areas.flatMap((area) =>
    [...shortestPaths(network, router, area).routers]
      .map(([index, { cost, hops }]): BorderPath => ({ router: network.routers[index]!, area, cost, hops }))
      .filter((path) => path.router !== router && isBorderRouter(path.router))
      .sort((a, b) => a.router.routerId - b.router.routerId),
  );
}
