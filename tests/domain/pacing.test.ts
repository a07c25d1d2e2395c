import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRATEGIES, type Strategy } from '@/domain/job';
import { batchOfPosition, batchSizes, forecastMs, percentile } from '@/domain/pacing';

describe('batches', () => {
  it.each([
    [10, 10, [10]],
    [25, 10, [10, 10, 5]],
    [50, 10, [10, 10, 10, 10, 10]],
    [7, 0, [7]],
    [0, 10, []],
    [3, 50, [3]],
  ])('%i devices at %i are %j', (devices, size, expected) => {
    const planned = Array.from({ length: devices }, (_, position) => ({ batch: batchOfPosition(position, size) }));
    expect(batchSizes(planned)).toEqual(expected);
  });
});

/** What such a job takes if every device takes what `durationOf` says: the plain simulation. */
function simulated(count: number, batchSize: number, strategy: Strategy, durationOf: () => number): number {
  const places = Math.min(batchSize, count);
  const free = new Array<number>(places).fill(0);
  for (let device = 0; device < count; device += 1) {
    if (strategy === 'batch' && device % places === 0) free.fill(Math.max(...free));
    const first = free.indexOf(Math.min(...free));
    free[first] = free[first]! + durationOf();
  }
  return Math.max(...free);
}

describe('forecasts', () => {
  const pace = {
    deviceCount: 100,
    batchSize: 10,
    strategy: 'batch' as Strategy,
    devicesPerHour: null as number | null,
  };
  const p50 = (change: Partial<typeof pace>, durations: readonly number[]) =>
    forecastMs({ ...pace, ...change }, durations).p50;

  it('of devices that all take the same are their waves one after the other, for both strategies', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(...STRATEGIES),
        (deviceCount, batchSize, strategy) => {
          const expected = simulated(deviceCount, batchSize, strategy, () => 2_000);
          expect(forecastMs({ ...pace, deviceCount, batchSize, strategy }, [2_000])).toEqual({
            p50: expected,
            p90: expected,
          });
        },
      ),
    );
  });

  it('under a limit are the start of the last batch and its own time', () => {
    expect(p50({ devicesPerHour: 600 }, [2_000])).toBe(9 * 60_000 + 2_000);
  });

  it('under a limit are with rolling the start of the last device and its own time', () => {
    expect(p50({ devicesPerHour: 600, strategy: 'rolling' }, [2_000])).toBe(99 * 6_000 + 2_000);
  });

  it('of a canary are its time, or the wait that the rate puts after it, and then the others', () => {
    const canary = { ...pace, deviceCount: 101, canarySize: 1 };
    expect(forecastMs(canary, [2_000]).p50).toBe(2_000 + 20_000);
    expect(forecastMs({ ...canary, devicesPerHour: 600 }, [2_000]).p50).toBe(6_000 + 9 * 60_000 + 2_000);
    expect(forecastMs({ ...canary, deviceCount: 1 }, [2_000]).p50).toBe(2_000);
  });

  it('with slow devices among them lie where such jobs end: p50 near the middle, p90 above nearly all', () => {
    // One of twenty takes twenty times as long. Seeded, so that every run sees the same jobs.
    const durations = [...new Array<number>(19).fill(1_000), 20_000];
    let state = 7;
    const draw = () => {
      state = (state * 48_271) % 2_147_483_647;
      return durations[state % durations.length]!;
    };
    for (const strategy of STRATEGIES) {
      const jobs = Array.from({ length: 200 }, () => simulated(400, 20, strategy, draw)).sort((a, b) => a - b);
      const { p50: middle, p90 } = forecastMs({ ...pace, deviceCount: 400, batchSize: 20, strategy }, durations);
      expect(middle / percentile(jobs, 0.5)!).toBeGreaterThan(0.7);
      expect(middle / percentile(jobs, 0.5)!).toBeLessThan(1.35);
      expect(p90).toBeGreaterThanOrEqual(percentile(jobs, 0.8)!);
      expect(p90).toBeLessThan(2 * percentile(jobs, 0.9)!);
    }
  });

  it('say that rolling beats the barrier where some devices are slow', () => {
    const durations = [...new Array<number>(19).fill(1_000), 20_000];
    expect(p50({ strategy: 'rolling' }, durations) * 1.5).toBeLessThan(p50({}, durations));
  });

  it('of no device are nothing', () => {
    expect(forecastMs({ ...pace, deviceCount: 0 }, [2_000])).toEqual({ p50: 0, p90: 0 });
  });

  it('percentiles are values that were seen', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentile([1, 2, 3, 4], 0.9)).toBe(4);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
