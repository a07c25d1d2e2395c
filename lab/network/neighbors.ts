import type { Link, LinkEnd, Network, NetworkInterface, NetworkRouter } from './model';

/** How a router stands on a segment (RFC 2328 section 9.1); point-to-point links elect nobody. */
export type SegmentRole = 'none' | 'dr' | 'bdr' | 'drother';

/** One neighbour as one router sees it (RFC 2328 section 10). */
export interface Neighbor {
  readonly router: NetworkRouter;
  /** The neighbour's own interface on the shared link. */
  readonly remote: NetworkInterface;
  readonly local: NetworkInterface;
  readonly state: 'full' | '2way';
  /** The neighbour's role. */
  readonly role: SegmentRole;
}

/** The designated and backup routers of a segment: with equal priority the highest router id wins (section 9.4). */
export interface Election {
  readonly dr: LinkEnd;
  readonly bdr: LinkEnd;
}

/** Elects on a broadcast link; undefined on point-to-point. */
export function electionOf(network: Network, link: Link): Election | undefined {
  if (link.kind !== 'broadcast') return undefined;
  const byId = [...link.ends].sort((a, b) => network.routers[b.router]!.routerId - network.routers[a.router]!.routerId);
  return { dr: byId[0]!, bdr: byId[1]! };
}

/** The role of one router on a link. */
export function roleOn(network: Network, link: Link, router: number): SegmentRole {
  const election = electionOf(network, link);
  if (!election) return 'none';
  if (election.dr.router === router) return 'dr';
  return election.bdr.router === router ? 'bdr' : 'drother';
}

/** The link of an interface; undefined for a loopback. */
export function linkOf(network: Network, local: NetworkInterface): Link | undefined {
  return local.link === undefined ? undefined : network.links[local.link];
}

/** Neighbours on one interface. Two DROTHERs stay in 2-Way (section 10.4); every other pair is Full. */
export function neighborsOn(network: Network, router: NetworkRouter, local: NetworkInterface): Neighbor[] {
  const link = linkOf(network, local);
  if (!link) return [];
  const own = roleOn(network, link, router.index);
  return link.ends
    .filter((end) => end.router !== router.index)
    .map((end) => {
      const other = network.routers[end.router]!;
      const role = roleOn(network, link, end.router);
      const state = own === 'drother' && role === 'drother' ? '2way' : 'full';
      return { router: other, remote: other.interfaces[end.interface]!, local, state, role };
    });
}

/** All neighbours of a router, in the order of its interfaces. */
export function neighborsOf(network: Network, router: NetworkRouter): Neighbor[] {
  return router.interfaces.flatMap((local) => neighborsOn(network, router, local));
}
