import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork, MAX_ROUTERS } from '../../lab/network/create-network';
import { networkOf } from '../../lab/network/ipv4';
import { areaDatabase, routerLsa } from '../../lab/network/lsdb';
import type { Network } from '../../lab/network/model';
import { neighborsOf } from '../../lab/network/neighbors';
import { shortestPaths } from '../../lab/network/spf';

/** Options rather than networks, so that a counterexample is one line. */
const fleets = fc.record({ seed: fc.integer(), size: fc.integer({ min: 1, max: 260 }) });

const every = (check: (network: Network) => void) =>
  fc.assert(
    fc.property(fleets, (fleet) => check(createNetwork(fleet))),
    { numRuns: 40 },
  );

describe('createNetwork', () => {
  it('gives the asked number of routers with unique names, router ids and addresses', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 400 }), (seed, size) => {
        const { routers } = createNetwork({ seed, size });
        const addresses = routers.flatMap((router) => router.interfaces.map((local) => local.address));
        expect(routers).toHaveLength(size);
        expect(new Set(routers.map((router) => router.name)).size).toBe(size);
        expect(new Set(routers.map((router) => router.routerId)).size).toBe(size);
        expect(new Set(addresses).size).toBe(addresses.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same seed and another for another seed', () => {
    const of = (seed: number) => JSON.stringify(createNetwork({ seed, size: 90 }));
    expect(of(3)).toBe(of(3));
    expect(of(3)).not.toBe(of(4));
  });

  it('mirrors every adjacency with the same subnet, area, cost and state', () => {
    every((network) => {
      for (const router of network.routers) {
        for (const neighbor of neighborsOf(network, router)) {
          const back = neighborsOf(network, neighbor.router).find(
            (other) => other.router === router && other.local === neighbor.remote && other.remote === neighbor.local,
          );
          expect(back?.state).toBe(neighbor.state);
          expect(neighbor.remote.area).toBe(neighbor.local.area);
          expect(neighbor.remote.cost).toBe(neighbor.local.cost);
          const { address, prefixLength } = neighbor.local;
          expect(networkOf(neighbor.remote.address, prefixLength)).toBe(networkOf(address, prefixLength));
        }
      }
    });
  });

  it('connects every area, and every other area to the backbone by a border router', () => {
    every((network) => {
      for (const [area, members] of network.areas) {
        const root = network.routers[members[0]!]!;
        expect(shortestPaths(network, root, area).routers.size).toBe(members.length);
        if (area !== 0) expect(members.some((index) => network.routers[index]!.areas[0] === 0)).toBe(true);
      }
    });
  });

  it('lets every link of every router LSA be answered by the LSA at its other end', () => {
    every((network) => {
      for (const area of network.areas.keys()) {
        const { routers, networks: segments } = areaDatabase(network, area);
        const byId = new Map(routers.map((lsa) => [lsa.linkStateId, lsa]));
        for (const lsa of routers) {
          for (const link of lsa.links) {
            if (link.type === 'point-to-point') {
              const back = byId.get(link.id)?.links.filter((other) => other.id === lsa.linkStateId);
              expect(back?.some((other) => other.cost === link.cost)).toBe(true);
            }
            if (link.type === 'transit') {
              const segment = segments.find((candidate) => candidate.linkStateId === link.id);
              expect(segment?.attached).toContain(lsa.linkStateId);
            }
          }
        }
      }
    });
  });

  it('shows all routers of an area the same database, which holds the LSA that each of them originates', () => {
    every((network) => {
      for (const [area, members] of network.areas) {
        const { routers } = areaDatabase(network, area);
        expect(routers).toHaveLength(members.length);
        for (const index of members) expect(routers).toContainEqual(routerLsa(network, network.routers[index]!, area));
      }
    });
  });

  it('spreads a fleet over at least twelve countries, two thirds of it IOS', () => {
    const { routers } = createNetwork({ seed: 1, size: 1200 });
    expect(new Set(routers.map((router) => router.country)).size).toBeGreaterThanOrEqual(12);
    const ios = routers.filter((router) => router.platform === 'cisco_ios').length;
    expect(ios / routers.length).toBeGreaterThan(0.6);
    expect(ios / routers.length).toBeLessThan(0.73);
  });

  it('keeps to the countries it is given and names a wrong one', () => {
    const { routers } = createNetwork({ seed: 1, size: 50, countries: ['JP', 'CZ'] });
    expect(new Set(routers.map((router) => router.country))).toEqual(new Set(['JP', 'CZ']));
    expect(() => createNetwork({ seed: 1, size: 5, countries: ['XX'] })).toThrow('got XX');
  });

  it.each([0, -1, 1.5, Number.NaN, MAX_ROUTERS + 1])('refuses a size of %s', (size) => {
    expect(() => createNetwork({ seed: 1, size })).toThrow(RangeError);
  });

  it('makes 20,000 routers whose areas stay of a size that a router can hold', () => {
    const network = createNetwork({ seed: 5, size: MAX_ROUTERS });
    for (const [area, members] of network.areas) if (area !== 0) expect(members.length).toBeLessThanOrEqual(150);
    expect(Math.max(...network.areas.keys())).toBeLessThan(256);
    const addresses = new Set(network.routers.flatMap((router) => router.interfaces.map((local) => local.address)));
    expect(addresses.size).toBe(network.routers.reduce((sum, router) => sum + router.interfaces.length, 0));
  });
});
