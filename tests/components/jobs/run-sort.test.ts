import { describe, expect, it } from 'vitest';
import { nextRunSort, parseRunSort, RUN_SORTS, runSortParam, sortedPositions } from '@/components/jobs/run-sort';
import { initialProgress } from '@/domain/progress';
import { planOf } from '../../support/plan';

const [one] = initialProgress(planOf({ devices: 1 })).devices;
const device = (deviceName: string, change: Partial<typeof one> = {}) => ({ ...one!, deviceName, ...change });

describe('the order of the device list', () => {
  it('comes back from the address, either way, and is nothing where the address is not understood', () => {
    for (const by of RUN_SORTS)
      for (const descending of [true, false]) {
        expect(parseRunSort(runSortParam({ by, descending }))).toEqual({ by, descending });
      }
    for (const text of ['', '-', 'name', '--state', 'State']) expect(parseRunSort(text)).toBeNull();
  });

  it('is the smallest first, then the largest, then the plan again', () => {
    const first = nextRunSort({ by: 'state', descending: true }, 'duration');
    expect(first).toEqual({ by: 'duration', descending: false });
    const second = nextRunSort(first, 'duration');
    expect(second).toEqual({ by: 'duration', descending: true });
    expect(nextRunSort(second, 'duration')).toBeNull();
  });

  it('reads numbers in names as numbers, and keeps the plan among equals', () => {
    const devices = [device('r10', { batch: 1 }), device('r9', { batch: 2 }), device('r1', { batch: 1 })];
    expect(sortedPositions(devices, { by: 'device', descending: false })).toEqual([2, 1, 0]);
    expect(sortedPositions(devices, { by: 'batch', descending: true })).toEqual([1, 0, 2]);
  });

  it('has what failed before what runs, and devices without a duration last either way', () => {
    const devices = [
      device('a', { state: 'completed', durationMs: 5 }),
      device('b', { state: 'running' }),
      device('c', { state: 'failed', durationMs: 9 }),
    ];
    expect(sortedPositions(devices, { by: 'state', descending: false })).toEqual([2, 1, 0]);
    expect(sortedPositions(devices, { by: 'duration', descending: false })).toEqual([0, 2, 1]);
    expect(sortedPositions(devices, { by: 'duration', descending: true })).toEqual([2, 0, 1]);
  });
});
