import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherOf } from '@/components/jobs/run-filter';
import { DIMENSIONS, dimensionsOf, groupRemainingMs, wallOf } from '@/components/jobs/wall-groups';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { applyEvent, type DeviceProgress, emptyCounts, initialProgress } from '@/domain/progress';
import { randomHistory } from '../../support/history';
import { planOf } from '../../support/plan';

const NONE = { state: null, country: null, batch: null, q: '' };
const groupsOf = (count: number) => ({
  platform: Array.from({ length: count }, (_, at) => (at % 3 ? 'cisco_ios' : 'frr')),
  site: Array.from({ length: count }, (_, at) => (at % 4 ? `site-${at % 4}` : '')),
});

describe('the tiles of the wall', () => {
  it('add up to the job, class by class, in every grouping, at every event', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const progress = initialProgress(plan);
        const groups = groupsOf(plan.devices.length);
        for (const event of events) {
          applyEvent(progress, event);
          for (const dimension of DIMENSIONS) {
            const { tiles, unfinished } = wallOf(progress.devices, dimension, groups, null);
            const sum = emptyCounts();
            for (const { counts } of tiles) {
              for (const field of ['total', ...DEVICE_RUN_STATES] as const) sum[field] += counts[field];
            }
            expect(sum).toEqual(progress.counts);
            expect(unfinished).toBe(progress.counts.pending + progress.counts.running);
            const failures = tiles.flatMap((tile) => tile.failures.map(([, count]) => count));
            const failed = progress.counts.failed + progress.counts.unknown;
            expect(failures.reduce((all, count) => all + count, 0)).toBe(failed);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are those of the countries and batches that the reducer counts', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const progress = initialProgress(plan);
        for (const event of events) applyEvent(progress, event);
        const tiles = wallOf(progress.devices, 'country', null, null).tiles;
        expect(Object.fromEntries(tiles.map(({ key, counts }) => [key, counts]))).toEqual(progress.countries);
        const batches = wallOf(progress.devices, 'batch', null, null).tiles;
        expect(batches.map(({ counts }) => counts)).toEqual(progress.batches.map(({ counts }) => counts));
      }),
    );
  });

  it('keep their places whatever is filtered, and those without a matching device are gone', () => {
    const { devices } = initialProgress(planOf({ devices: 23, batchSize: 5 }));
    const all = wallOf(devices, 'country', null, null).tiles.map(({ key }) => key);
    const some = wallOf(devices, 'country', null, matcherOf({ ...NONE, batch: 1, q: '3' }, null)).tiles;
    expect(some.map(({ key }) => key)).toEqual(all.filter((key) => some.some((tile) => tile.key === key)));
    expect(some.reduce((sum, { counts }) => sum + counts.total, 0)).toBe(1);
  });

  it('say half and nineteen in twenty of the durations of devices that ran, the canceled left out', () => {
    const [device] = initialProgress(planOf({ devices: 1 })).devices;
    const took = (durationMs: number, state: DeviceProgress['state'] = 'completed') => ({
      ...device!,
      state,
      durationMs,
    });
    const devices = [...Array.from({ length: 100 }, (_, at) => took((at + 1) * 10)), took(1, 'canceled')];
    expect(wallOf(devices, 'country', null, null).tiles[0]).toMatchObject({ p50: 500, p95: 950 });
  });

  it('have as much left as the job when the last device of the job is theirs, and none when they are done', () => {
    const { devices } = initialProgress(planOf({ devices: 10, batchSize: 5 }));
    const { tiles, unfinished } = wallOf(devices, 'batch', null, null);
    expect(tiles.map(({ queue }) => groupRemainingMs(queue, unfinished, 60_000))).toEqual([30_000, 60_000]);
    expect(groupRemainingMs(0, unfinished, 60_000)).toBeNull();
    expect(groupRemainingMs(5, unfinished, null)).toBeNull();
  });

  it('are offered by what the devices have: a site or an area only where one has it', () => {
    expect(dimensionsOf(null)).toEqual(['country', 'batch']);
    expect(dimensionsOf(groupsOf(3))).toEqual(['country', 'site', 'platform', 'batch']);
  });
});

describe('the filters of the page', () => {
  const { devices } = initialProgress(planOf({ devices: 12 }));

  it('take groups from beside the stream, and let all pass until they are known', () => {
    const filter = { ...NONE, platform: 'frr' };
    expect(devices.filter(matcherOf(filter, groupsOf(12))!)).toHaveLength(4);
    expect(matcherOf(filter, null)).toBeNull();
  });

  it('find the devices that have none', () => {
    expect(devices.filter(matcherOf({ ...NONE, site: '' }, groupsOf(12))!)).toHaveLength(3);
  });

  it('leave out the one that the wall is grouped by, so that its other tiles stay', () => {
    const filter = { ...NONE, country: 'DE', batch: 1 };
    expect(devices.filter(matcherOf(filter, null, 'country')!)).toHaveLength(10);
  });
});
