import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureMatrix, groupFailures, inCell } from '@/components/jobs/failure-matrix';
import type { DevicePlatform } from '@/domain/device';
import type { DeviceProgress } from '@/domain/progress';

const failed = fc
  .array(
    fc.record({
      country: fc.constantFrom('DE', 'JP', 'BR'),
      platform: fc.constantFrom<DevicePlatform | null>('frr', 'cisco_ios', null),
      failure: fc.constantFrom({ kind: 'refused' } as const, { kind: 'device_locked' } as const),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) => all.map((one, at) => ({ ...one, deviceId: `dev-${at}` })));

it('every failed device is in one cause and in one cell of it, and a cell holds the devices that it counts', () => {
  fc.assert(
    fc.property(failed, (all) => {
      const platformOf = (id: string) => all.find(({ deviceId }) => deviceId === id)!.platform;
      const groups = groupFailures(all as unknown as DeviceProgress[]);
      expect(groups.reduce((sum, [, members]) => sum + members.length, 0)).toBe(all.length);
      for (const [, members] of groups) {
        const matrix = failureMatrix(members, platformOf);
        let total = 0;
        for (const { platform } of matrix.platforms) {
          for (const { country } of matrix.countries) {
            const count = matrix.count(platform, country);
            total += count;
            const within = members.filter((device) => inCell(device, { platform, country }, platformOf));
            if (platform !== null) expect(within).toHaveLength(count);
          }
        }
        expect(total).toBe(members.length);
        const sizes = matrix.platforms.map((entry) => entry.total);
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      }
    }),
  );
});
