import { areaDatabase } from '../network/lsdb';
import type { NetworkRouter } from '../network/model';
import { electionOf } from '../network/neighbors';
import type { Route } from '../network/routes';
import { shortestPaths } from '../network/spf';
import type { View } from './view';

/** Costs of one area's routers from the view's router, by router index. */
const costsIn = (view: View, area: number) => shortestPaths(view.network, view.router, area).routers;

/**
 * Finds for each route of a router whose LSA it was made from (RFC 2328 section 16): the owner of a stub, the designated
 * router of a segment, the border router that summarises. Gives router ids.
 */
export function createAdvertiserFinder(view: View): (route: Route) => number {
  const { network, router } = view;
  const costs = new Map(router.areas.map((area) => [area, costsIn(view, area)]));
  const byId = new Map(network.routers.map((candidate) => [candidate.routerId, candidate]));
  const links = new Map(network.links.map((link) => [link.network, link]));

  const stubOwner = (route: Route): NetworkRouter | undefined => {
    const link = links.get(route.network);
    if (!link) return byId.get(route.network);
    const ends = link.ends.map((end) => network.routers[end.router]!);
    const nearest = link.ends.find((end) => {
      const reached = costs.get(link.area)?.get(end.router);
      return reached && reached.cost + network.routers[end.router]!.interfaces[end.interface]!.cost === route.cost;
    });
    return nearest ? network.routers[nearest.router] : ends[0];
  };

  const border = (route: Route): NetworkRouter | undefined => {
    for (const [area, reached] of costs) {
      for (const summary of areaDatabase(network, area).summaries) {
        if (summary.linkStateId !== route.network) continue;
        const candidate = byId.get(summary.advertisingRouter);
        const path = candidate && reached.get(candidate.index);
        if (path && path.cost + summary.cost === route.cost) return candidate;
      }
    }
    return undefined;
  };

  return (route) => {
    if (route.kind === 'inter') return (border(route) ?? router).routerId;
    const link = links.get(route.network);
    const election = link && electionOf(network, link);
    const owner = election ? network.routers[election.dr.router] : stubOwner(route);
    return (owner ?? router).routerId;
  };
}
