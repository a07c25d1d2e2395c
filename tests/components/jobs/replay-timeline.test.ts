import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationBins, timeBins } from '@/components/jobs/chart-bins';
import type { LiveJob } from '@/components/jobs/progress-store';
import { momentParam, parseMoment } from '@/components/jobs/replay-moment';
import { createReplayStore } from '@/components/jobs/replay-store';
import { createTimeline } from '@/components/jobs/replay-timeline';
import { devicesPerMinute } from '@/domain/job-speed';
import { applyEvent, initialProgress, runningDevices } from '@/domain/progress';
import { randomHistory } from '../../support/history';

describe('a replay', () => {
  it('shows at any moment what the events up to then give, wherever it was before', () => {
    fc.assert(
      fc.property(
        randomHistory(),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(100), { maxLength: 12 }),
        (history, every, seeks) => {
          const { plan, events } = history;
          const timeline = createTimeline(initialProgress(plan), every);
          timeline.add(events.slice(0, 7));
          timeline.add(events.slice(7));
          const [start, end] = [Date.parse(events[0]!.at), Date.parse(events.at(-1)!.at)];
          for (const percent of seeks) {
            const at = start - 50 + ((end - start + 100) * percent) / 100;
            const expected = initialProgress(plan);
            for (const event of events) if (Date.parse(event.at) <= at) applyEvent(expected, event);
            expect(timeline.progressAt(at)).toEqual(expected);
          }
        },
      ),
    );
  });

  it('shows who was running, the counts and the charts of that moment, as they were when it was now', () => {
    fc.assert(
      fc.property(randomHistory(), fc.nat(100), ({ plan, events }, percent) => {
        const final = initialProgress(plan);
        for (const event of events) applyEvent(final, event);
        const [start, end] = [Date.parse(events[0]!.at), Date.parse(events.at(-1)!.at)];
        const at = start + ((end - start) * percent) / 100;
        const replay = createReplayStore({ head: {}, progress: final, clockOffsetMs: 5 } as LiveJob, { start, end }, 0);
        replay.add(events, true);
        replay.seek(at - start);
        const live = initialProgress(plan);
        for (const event of events) if (Date.parse(event.at) <= at) applyEvent(live, event);
        const shown = replay.progress.get()!;
        expect(replay.clock.get()).toBe(at);
        expect(shown.clockOffsetMs).toBe(0);
        expect(shown.progress.counts).toEqual(live.counts);
        const running = runningDevices(shown.progress);
        expect(running).toEqual(runningDevices(live));
        expect(timeBins(shown.progress.devices, start, at)).toEqual(timeBins(live.devices, start, at));
        expect(durationBins(shown.progress.devices)).toEqual(durationBins(live.devices));
        // Nothing of what came later.
        const later = shown.progress.devices.filter(({ endedAt }) => endedAt !== null && Date.parse(endedAt) > at);
        expect(later).toEqual([]);
        expect(devicesPerMinute(shown.progress, at)).toBe(devicesPerMinute(live, at));
      }),
    );
  });

  it('keeps the devices that did not change, so that a page draws only those that did', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const timeline = createTimeline(initialProgress(plan), 10);
        timeline.add(events);
        const middle = Date.parse(events[Math.floor(events.length / 2)]!.at);
        const before = timeline.progressAt(middle);
        const after = timeline.progressAt(middle + 100);
        const touched = new Set(
          events.flatMap((event) =>
            'deviceId' in event && Date.parse(event.at) > middle && Date.parse(event.at) <= middle + 100
              ? [event.deviceId]
              : [],
          ),
        );
        for (const [at, device] of after.devices.entries()) {
          if (!touched.has(device.deviceId)) expect(device).toBe(before.devices[at]);
        }
      }),
    );
  });

  it('never goes back in time where the server’s clock was set back', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const timeline = createTimeline(initialProgress(plan), 4);
        const setBack = events.map((event, at) => ({ ...event, at: at > 5 ? events[0]!.at : event.at }));
        timeline.add(setBack);
        expect(timeline.progressAt(Number.MAX_SAFE_INTEGER).seq).toBe(events.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('playing', () => {
  const [{ plan, events }] = fc.sample(randomHistory(), { numRuns: 1, seed: 1 }) as [
    { plan: Parameters<typeof initialProgress>[0]; events: Parameters<typeof applyEvent>[1][] },
  ];
  const final = initialProgress(plan);
  for (const event of events) applyEvent(final, event);
  const span = { start: Date.parse(events[0]!.at), end: Date.parse(events.at(-1)!.at) };
  const length = span.end - span.start;
  const job = { head: {}, progress: final, clockOffsetMs: 5 } as LiveJob;

  it('runs at its speed up to what has arrived, stops at the end, and begins anew from there', () => {
    const replay = createReplayStore(job, span, 0);
    const middle = Math.floor(events.length / 2);
    replay.add(events.slice(0, middle), false);
    replay.setSpeed(60);
    replay.play(true);
    replay.tick(10);
    expect(replay.state()).toMatchObject({ position: Math.min(600, replay.state().loaded), playing: true });
    replay.tick(1_000_000);
    expect(replay.state()).toMatchObject({ position: replay.state().loaded, playing: true });
    replay.add(events.slice(middle), true);
    replay.tick(1_000_000);
    expect(replay.state()).toMatchObject({ position: length, playing: false, loaded: length });
    expect(replay.progress.get()?.progress.counts).toEqual(final.counts);
    expect(replay.clock.get()).toBe(span.end);
    replay.play(true);
    expect(replay.state()).toMatchObject({ position: 0, playing: true });
    expect(replay.progress.get()?.progress.seq).toBeLessThan(3);
  });

  it.each([
    ['0', 0],
    ['1.5', 1_500],
    ['999999', length],
    [new Date(span.start + 700).toISOString(), 700],
    ['2020', length],
    ['yesterday', null],
    ['2020-01-01', null],
    ['', null],
    ['-5', null],
  ])('begins at the moment that the address names: %s', (at, expected) => {
    expect(parseMoment(at, span)).toBe(expected === null ? null : Math.min(expected, length));
  });

  it('a moment comes back from the address within a tenth of a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
        const long = { start: 0, end: 90_000_000 };
        expect(Math.abs(parseMoment(momentParam(ms), long)! - ms)).toBeLessThanOrEqual(50);
      }),
    );
  });
});
