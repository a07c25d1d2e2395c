import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchNotBeforeMs, batchOfPosition, batchSizes, durationMs, percentile } from '@/domain/pacing';

describe('batches', () => {
  it.each([
    [10, 10, [10]],
    [25, 10, [10, 10, 5]],
    [50, 10, [10, 10, 10, 10, 10]],
    [7, 0, [7]],
    [0, 10, []],
    [3, 50, [3]],
  ])('%i devices at %i are %j', (devices, size, expected) => {
    expect(batchSizes(devices, size)).toEqual(expected);
  });

  it('number every place so that the numbers agree with the sizes', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 0, max: 50 }), (devices, size) => {
        const counted: number[] = [];
        for (let at = 0; at < devices; at += 1) {
          const batch = batchOfPosition(at, size);
          counted[batch - 1] = (counted[batch - 1] ?? 0) + 1;
        }
        expect(counted).toEqual(batchSizes(devices, size));
      }),
    );
  });
});

describe('durations', () => {
  const pace = { deviceCount: 100, batchSize: 10, strategy: 'batch' as const, devicesPerHour: null };

  it('without a limit are the batches one after the other', () => {
    expect(durationMs(pace, 2_000)).toBe(20_000);
  });

  it('under a limit are the start of the last batch and its own time', () => {
    expect(durationMs({ ...pace, devicesPerHour: 600 }, 2_000)).toBe(9 * 60_000 + 2_000);
  });

  it('start to start: batch 2 of ten devices at 600 an hour starts after a minute, not a minute after batch 1 ended', () => {
    expect(batchNotBeforeMs({ batchSize: 10, devicesPerHour: 600 }, 2)).toBe(60_000);
  });

  it('percentiles are values that were seen', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentile([1, 2, 3, 4], 0.9)).toBe(4);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
