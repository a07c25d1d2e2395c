import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../lab/network/create-network';
import { LAB_PLATFORMS, type LabPlatform, type NetworkRouter } from '../../lab/network/model';
import { EVERY_PLATFORM, type PlatformMix } from '../../lab/network/platform-mix';

const countOf = (routers: readonly NetworkRouter[], platform: LabPlatform) =>
  routers.filter((router) => router.platform === platform).length;

describe('a mix of platforms', () => {
  it('gives one router of each to a fleet as large as the list', () => {
    const { routers } = createNetwork({ seed: 3, size: LAB_PLATFORMS.length, platforms: EVERY_PLATFORM });
    expect(routers.map((router) => router.platform).sort()).toEqual([...LAB_PLATFORMS].sort());
  });

  it('keeps the shares exactly, at most one router off', () => {
    const shares = fc.record({
      cisco_xr: fc.integer({ min: 1, max: 5 }),
      cisco_nxos: fc.integer({ min: 1, max: 5 }),
      frr: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 120 }), (platforms, size) => {
        const { routers } = createNetwork({ seed: 1, size, platforms });
        const total = platforms.cisco_xr + platforms.cisco_nxos + platforms.frr;
        for (const platform of ['cisco_xr', 'cisco_nxos', 'frr'] as const) {
          expect(Math.abs(countOf(routers, platform) - (size * platforms[platform]) / total)).toBeLessThan(2);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('moves no cable and no address: only names of interfaces and what follows from the platform', () => {
    const wiring = (platforms?: PlatformMix) => {
      const { links, routers } = createNetwork({ seed: 9, size: 60, platforms });
      const addresses = routers.map((router) => router.interfaces.map((local) => local.address));
      return JSON.stringify({ links, names: routers.map((router) => router.name), addresses });
    };
    expect(wiring(EVERY_PLATFORM)).toBe(wiring());
  });

  it.each([
    [{}, 'at least one platform'],
    [{ cisco_xr: 0 }, 'whole number'],
    [{ cisco_xr: 1.5 }, 'whole number'],
    [{ cisco_pix: 1 } as PlatformMix, 'cisco_pix'],
  ])('refuses %j', (platforms, words) => {
    expect(() => createNetwork({ seed: 1, size: 3, platforms })).toThrow(words);
  });
});
