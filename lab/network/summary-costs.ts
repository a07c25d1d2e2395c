import { isBorderRouter, type Network, type NetworkRouter } from './model';
import { shortestPaths } from './spf';
import { subnetPaths } from './subnets';

interface Costs {
  /** Border router index -> cost it gives to its own area's range. */
  readonly ranges: Map<number, number>;
  /** Border router index -> costs of everything that lies across the backbone, by area. */
  readonly across: Map<number, ReadonlyMap<number, number>>;
}

const cache = new WeakMap<Network, Costs>();

/** What a border router puts in its summary-LSAs into `area`: origin area -> cost. */
export function summaryCosts(network: Network, border: NetworkRouter, area: number): ReadonlyMap<number, number> {
  const home = border.areas[1]!;
  return area === 0 ? new Map([[home, rangeCost(network, border)]]) : acrossBackbone(network, border);
}

function costsOf(network: Network): Costs {
  const costs = cache.get(network) ?? { ranges: new Map(), across: new Map() };
  cache.set(network, costs);
  return costs;
}

/** A range costs as much as its farthest member (RFC 2328 section 12.4.3). */
function rangeCost(network: Network, border: NetworkRouter): number {
  const { ranges } = costsOf(network);
  let cost = ranges.get(border.index);
  if (cost === undefined) {
    cost = farthest(network, border, border.areas[1]!);
    ranges.set(border.index, cost);
  }
  return cost;
}

function farthest(network: Network, root: NetworkRouter, area: number): number {
  const subnets = subnetPaths(network, area, shortestPaths(network, root, area));
  return subnets.reduce((most, subnet) => Math.max(most, subnet.cost), 0);
}

/** Costs of the backbone's range and of every other area's range, as this border router reaches them. */
function acrossBackbone(network: Network, border: NetworkRouter): ReadonlyMap<number, number> {
  const { across } = costsOf(network);
  const known = across.get(border.index);
  if (known) return known;
  const paths = shortestPaths(network, border, 0);
  const backbone = subnetPaths(network, 0, paths).reduce((most, subnet) => Math.max(most, subnet.cost), 0);
  const costs = new Map<number, number>([[0, backbone]]);
  for (const [index, path] of paths.routers) {
    const other = network.routers[index]!;
    const origin = other.areas[1];
    if (!isBorderRouter(other) || origin === undefined || origin === border.areas[1]) continue;
    const cost = path.cost + rangeCost(network, other);
    costs.set(origin, Math.min(cost, costs.get(origin) ?? Number.POSITIVE_INFINITY));
  }
  across.set(border.index, costs);
  return costs;
}
