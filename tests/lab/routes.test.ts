import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../lab/network/create-network';
import { areaDatabase } from '../../lab/network/lsdb';
import { isBorderRouter, type Network, type NetworkRouter } from '../../lab/network/model';
import { neighborsOf } from '../../lab/network/neighbors';
import { type Route, routesOf } from '../../lab/network/routes';
import { shortestPaths } from '../../lab/network/spf';

/** Options rather than networks, so that a counterexample is one line. */
const fleets = fc.record({ seed: fc.integer(), size: fc.integer({ min: 2, max: 120 }) });

/** Distances by relaxing every LSA link until nothing changes: another algorithm on another representation. */
function relax(network: Network, root: NetworkRouter, area: number): Map<number, number> {
  const { routers, networks: segments } = areaDatabase(network, area);
  const distance = new Map<number, number>([[root.routerId, 0]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const lsa of routers) {
      const base = distance.get(lsa.linkStateId);
      if (base === undefined) continue;
      for (const link of lsa.links) {
        const targets =
          link.type === 'point-to-point'
            ? [link.id]
            : link.type === 'transit'
              ? segments.find((segment) => segment.linkStateId === link.id)!.attached
              : [];
        for (const target of targets) {
          if (base + link.cost >= (distance.get(target) ?? Number.POSITIVE_INFINITY)) continue;
          distance.set(target, base + link.cost);
          changed = true;
        }
      }
    }
  }
  return distance;
}

describe('shortest paths', () => {
  it('agree with relaxation over the LSAs', () => {
    fc.assert(
      fc.property(fleets, fc.nat(), (fleet, pick) => {
        const network = createNetwork(fleet);
        const root = network.routers[pick % network.routers.length]!;
        for (const area of root.areas) {
          const expected = relax(network, root, area);
          const { routers } = shortestPaths(network, root, area);
          expect(routers.size).toBe(expected.size);
          for (const [index, path] of routers) expect(path.cost).toBe(expected.get(network.routers[index]!.routerId));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('routing tables', () => {
  it('agree hop by hop: what is left at the next router costs exactly the link less', () => {
    fc.assert(
      fc.property(fleets, (fleet) => {
        const network = createNetwork(fleet);
        const tables = new Map(network.routers.map((router) => [router, routesOf(network, router)]));
        for (const [router, routes] of tables) for (const route of routes) checkHops(network, tables, router, route);
      }),
      { numRuns: 15 },
    );
  });

  it('reach every loopback of the own area and the range of every other area', () => {
    fc.assert(
      fc.property(fleets, (fleet) => {
        const network = createNetwork(fleet);
        for (const router of network.routers) {
          const found = new Set(routesOf(network, router).map((route) => `${route.network}/${route.prefixLength}`));
          for (const area of network.areas.keys()) {
            if (!router.areas.includes(area)) expect(found).toContain(`${((10 << 24) | (area << 16)) >>> 0}/16`);
          }
          for (const area of router.areas) {
            for (const index of network.areas.get(area) ?? []) {
              const loopback = network.routers[index]!.interfaces[0]!;
              if (loopback.area === area) expect(found).toContain(`${loopback.address}/32`);
            }
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

function checkHops(
  network: Network,
  tables: ReadonlyMap<NetworkRouter, readonly Route[]>,
  router: NetworkRouter,
  route: Route,
): void {
  for (const hop of route.hops) {
    const next = neighborsOf(network, router).find((neighbor) => neighbor.remote.address === hop.address)?.router;
    expect(next).toBeDefined();
    const onward = tables
      .get(next!)
      ?.find(
        (other) =>
          other.network === route.network && other.prefixLength === route.prefixLength && other.kind !== 'discard',
      );
    // The border that summarises goes by the range's members, and any border only by the backbone (section 16.2).
    if (route.kind === 'inter' && (!onward || (isBorderRouter(next!) && hop.local.area !== 0))) continue;
    expect(onward?.cost).toBe(route.cost - hop.local.cost);
  }
}
