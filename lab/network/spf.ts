import type { Network, NetworkInterface, NetworkRouter } from './model';

/** A way out of the router that SPF ran for: interface and the neighbour's address on it. */
export interface NextHop {
  readonly local: NetworkInterface;
  readonly address: number;
}

/** Distances from one router over one area. Segments are vertices too (RFC 2328 section 16.1). */
export interface ShortestPaths {
  /** Cost and equal-cost next hops to each reachable router of the area, by router index. */
  readonly routers: ReadonlyMap<number, Path>;
  /** The same for each broadcast link, by link index. */
  readonly segments: ReadonlyMap<number, Path>;
}

export interface Path {
  readonly cost: number;
  /** Empty for the root and for segments it is attached to. */
  readonly hops: readonly NextHop[];
}

type Vertex = { readonly kind: 'router' | 'segment'; readonly index: number };
interface Candidate extends Path {
  readonly vertex: Vertex;
}

/** Dijkstra over one area from `root`, with all equal-cost next hops. Buckets by distance stand in for a queue. */
export function shortestPaths(network: Network, root: NetworkRouter, area: number): ShortestPaths {
  const routers = new Map<number, Path>();
  const segments = new Map<number, Path>();
  const best = { router: new Map<number, Candidate>(), segment: new Map<number, Candidate>() };
  const buckets: Vertex[][] = [];

  const offer = (vertex: Vertex, cost: number, hops: readonly NextHop[]) => {
    const known = best[vertex.kind].get(vertex.index);
    if (known && known.cost < cost) return;
    if (known && known.cost === cost) {
      best[vertex.kind].set(vertex.index, { vertex, cost, hops: mergeHops(known.hops, hops) });
      return;
    }
    best[vertex.kind].set(vertex.index, { vertex, cost, hops });
    const bucket = buckets[cost];
    if (bucket) bucket.push(vertex);
    else buckets[cost] = [vertex];
  };

  offer({ kind: 'router', index: root.index }, 0, []);
  for (let cost = 0; cost < buckets.length; cost += 1) {
    // Segments add nothing on the way out, so a bucket may grow while it is read: settle them before routers.
    for (const kind of ['segment', 'router'] as const) {
      for (const vertex of buckets[cost] ?? []) {
        const settled = kind === 'router' ? routers : segments;
        const candidate = best[kind].get(vertex.index);
        if (vertex.kind !== kind || settled.has(vertex.index) || candidate?.cost !== cost) continue;
        settled.set(vertex.index, candidate);
        if (kind === 'segment') expandSegment(network, root, candidate, offer);
        else expandRouter(network, root, area, candidate, offer);
      }
    }
  }
  return { routers, segments };
}

type Offer = (vertex: Vertex, cost: number, hops: readonly NextHop[]) => void;

function expandRouter(network: Network, root: NetworkRouter, area: number, from: Candidate, offer: Offer): void {
  for (const local of network.routers[from.vertex.index]!.interfaces) {
    if (local.area !== area || local.link === undefined) continue;
    const cost = from.cost + local.cost;
    const link = network.links[local.link]!;
    if (link.kind === 'broadcast') {
      offer({ kind: 'segment', index: local.link }, cost, from.hops);
      continue;
    }
    const end = link.ends.find((candidate) => candidate.router !== from.vertex.index)!;
    const address = network.routers[end.router]!.interfaces[end.interface]!.address;
    const hops = from.vertex.index === root.index ? [{ local, address }] : from.hops;
    offer({ kind: 'router', index: end.router }, cost, hops);
  }
}

function expandSegment(network: Network, root: NetworkRouter, from: Candidate, offer: Offer): void {
  const link = network.links[from.vertex.index]!;
  const own = link.ends.find((end) => end.router === root.index);
  const local = own && root.interfaces[own.interface]!;
  for (const end of link.ends) {
    const address = network.routers[end.router]!.interfaces[end.interface]!.address;
    const direct = local && from.cost === local.cost && from.hops.length === 0;
    offer({ kind: 'router', index: end.router }, from.cost, direct ? [{ local, address }] : from.hops);
  }
}

function mergeHops(a: readonly NextHop[], b: readonly NextHop[]): readonly NextHop[] {
  const added = b.filter((hop) => !a.some((known) => known.address === hop.address));
  return added.length === 0 ? a : [...a, ...added];
}
