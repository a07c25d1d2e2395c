import { areaDatabase } from '../network/lsdb';
import type { NetworkRouter } from '../network/model';
import { type Path, shortestPaths } from '../network/spf';
import type { View } from './view';

/** The way to a border router inside an area (RFC 2328 section 16.1, routing table entries of type router). */
export interface BorderRoute extends Path {
  readonly router: NetworkRouter;
  readonly area: number;
}

/** Every other border router that the view's router reaches, area by area. */
export function borderRoutes(view: View): BorderRoute[] {
  const { network, router } = view;
  const byId = new Map(network.routers.map((candidate) => [candidate.routerId, candidate]));
  return router.areas.flatMap((area) => {
    const reached = shortestPaths(network, router, area).routers;
    return areaDatabase(network, area).routers.flatMap((lsa): BorderRoute[] => {
      const border = lsa.borderRouter ? byId.get(lsa.advertisingRouter) : undefined;
      const path = border && reached.get(border.index);
      return border && path && border !== router ? [{ ...path, router: border, area }] : [];
    });
  });
}
