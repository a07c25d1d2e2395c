import { networkOf } from './ipv4';
import type { Network } from './model';
import type { Path, ShortestPaths } from './spf';

/** A destination inside an area with the way to it; no hops means directly connected. */
export interface SubnetPath extends Path {
  readonly network: number;
  readonly prefixLength: number;
}

/** Every subnet of an area as SPF's root reaches it: loopbacks, segments and both ends of links (section 16.1, stage 2). */
export function subnetPaths(network: Network, area: number, paths: ShortestPaths): SubnetPath[] {
  const found = new Map<number, SubnetPath>();
  for (const [index, path] of paths.routers) {
    for (const local of network.routers[index]!.interfaces) {
      if (local.area !== area || local.kind === 'broadcast') continue;
      const subnet = networkOf(local.address, local.prefixLength);
      offer(found, {
        network: subnet,
        prefixLength: local.prefixLength,
        cost: path.cost + local.cost,
        hops: path.hops,
      });
    }
  }
  for (const [index, path] of paths.segments) {
    const link = network.links[index]!;
    offer(found, { network: link.network, prefixLength: link.prefixLength, cost: path.cost, hops: path.hops });
  }
  return [...found.values()];
}

/** Keeps the cheapest; equal costs share their hops, except that a connected subnet stays connected. */
function offer(found: Map<number, SubnetPath>, next: SubnetPath): void {
  const known = found.get(next.network);
  if (known && (known.hops.length === 0 || known.cost < next.cost)) return;
  if (!known || next.hops.length === 0 || next.cost < known.cost) {
    found.set(next.network, next);
    return;
  }
  const added = next.hops.filter((hop) => !known.hops.some((other) => other.address === hop.address));
  found.set(next.network, { ...known, hops: [...known.hops, ...added] });
}
