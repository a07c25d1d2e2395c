import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationBins, MAX_BARS, scaleOf, timeBins } from '@/components/jobs/chart-bins';
import { type DeviceProgress, initialProgress } from '@/domain/progress';
import { planOf } from '../../support/plan';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const [model] = initialProgress(planOf({ devices: 1 })).devices;

const devices = fc.array(
  fc
    .record({
      state: fc.constantFrom('completed', 'failed', 'unknown', 'skipped', 'running'),
      at: fc.nat(90_000_000),
      durationMs: fc.nat(400_000),
    })
    .map(({ state, at, durationMs }): DeviceProgress => {
      const over = state !== 'running';
      const endedAt = over ? new Date(START + at).toISOString() : null;
      return { ...model!, state: state as DeviceProgress['state'], endedAt, durationMs: over ? durationMs : null };
    }),
  { maxLength: 200 },
);
const ranIn = (all: readonly DeviceProgress[], states: readonly string[]) =>
  all.filter(({ state }) => states.includes(state)).length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the charts of a job', () => {
  it('count every device that ran once, in a bounded number of bars, however long the job took', () => {
    fc.assert(
      fc.property(devices, fc.nat(90_000_000), (all, end) => {
        const { bins } = timeBins(all, START, START + end);
        expect(bins.length).toBeLessThanOrEqual(MAX_BARS);
        expect(sum(bins.map(({ completed }) => completed))).toBe(ranIn(all, ['completed']));
        expect(sum(bins.map(({ failed }) => failed))).toBe(ranIn(all, ['failed', 'unknown']));
        const taken = durationBins(all);
        expect(taken.length).toBeLessThanOrEqual(40);
        expect(sum(taken.map(({ completed }) => completed))).toBe(ranIn(all, ['completed']));
        expect(sum(taken.map(({ failed }) => failed))).toBe(ranIn(all, ['failed', 'unknown']));
      }),
    );
  });

  it('cut the time into intervals that a person reads', () => {
    expect(timeBins([], START, START + 20_000).widthMs).toBe(1_000);
    expect(timeBins([], START, START + 3 * 60_000).widthMs).toBe(5_000);
    expect(timeBins([], START, START + 6 * 3_600_000).widthMs).toBe(10 * 60_000);
    expect(timeBins([], START, START + 100 * 24 * 3_600_000).bins.length).toBeLessThanOrEqual(MAX_BARS);
  });

  it('let the few that hung share the last, open bar', () => {
    const quick = Array.from(
      { length: 199 },
      (_, at): DeviceProgress => ({ ...model!, state: 'completed', durationMs: at }),
    );
    const bins = durationBins([...quick, { ...model!, state: 'failed', durationMs: 300_000 }]);
    expect(bins.at(-1)).toMatchObject({ toMs: null, failed: 1 });
    expect(sum(bins.slice(0, -1).map(({ completed }) => completed))).toBe(199);
  });

  it('have a scale of a few whole steps that reaches the tallest bar', () => {
    fc.assert(
      fc.property(fc.nat(20_000), (most) => {
        const lines = scaleOf(most);
        expect(lines[0]).toBe(0);
        expect(lines.at(-1)).toBeGreaterThanOrEqual(Math.max(1, most));
        expect(lines.length).toBeLessThanOrEqual(5);
        expect(lines.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});
