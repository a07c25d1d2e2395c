import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgressStore } from '@/components/jobs/progress-store';
import { coalesce } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import type { JobPlan } from '@/domain/job';
import { headOf, type ProgressFrame } from '@/domain/job-frame';
import { applyEvent, initialProgress } from '@/domain/progress';
import { randomHistory } from '../../support/history';
import { planOf } from '../../support/plan';

const snapshot = (plan: JobPlan): ProgressFrame => ({
  type: 'snapshot',
  plan: headOf(plan),
  progress: initialProgress(plan),
});

function framesOf(events: readonly JobEvent[], size: number): ProgressFrame[] {
  const frames: ProgressFrame[] = [];
  for (let at = 0; at < events.length; at += size) {
    frames.push({ type: 'events', events: coalesce(events.slice(at, at + size)) });
  }
  return frames;
}

const NOW = Date.parse('2026-01-01T00:00:00.000Z');

describe('the progress of a job in the browser', () => {
  it('is what the server has, however the frames are cut and whichever of them come twice', () => {
    fc.assert(
      fc.property(randomHistory(), fc.integer({ min: 1, max: 30 }), fc.nat(10), ({ plan, events }, size, again) => {
        const server = initialProgress(plan);
        for (const event of events) applyEvent(server, event);
        const store = createProgressStore();
        store.apply(snapshot(plan), NOW);
        framesOf(events, size).forEach((frame, index, frames) => {
          store.apply(frame, NOW);
          const repeated = frames[Math.max(0, index - again)];
          if (repeated) store.apply(repeated, NOW);
        });
        expect({ ...store.get()?.progress, seq: 0 }).toEqual({ ...server, seq: 0 });
      }),
    );
  });

  it('keeps the very object of each device that an event did not touch, so that only changed rows redraw', () => {
    const store = createProgressStore();
    store.apply(snapshot(planOf({ devices: 3 })), NOW);
    const before = store.get()!.progress.devices;
    const started: JobEvent = {
      seq: 1,
      jobId: 'job-1',
      at: '2026-01-01T00:00:01.000Z',
      type: 'device.started',
      deviceId: 'r2',
    };
    store.apply({ type: 'events', events: [started] }, NOW);
    const after = store.get()!.progress.devices;
    expect(after.map((device, index) => device === before[index])).toEqual([true, false, true]);
    expect(before[1]?.state).toBe('pending');
  });

  it('goes on from a fresh snapshot after it fell too far behind', () => {
    const plan = planOf({ devices: 2 });
    const store = createProgressStore();
    store.apply(snapshot(plan), NOW);
    const ahead = { ...initialProgress(plan), seq: 900 };
    store.apply({ type: 'snapshot', plan: headOf(plan), progress: ahead }, NOW);
    expect(store.get()?.progress.seq).toBe(900);
  });

  it('refuses events that it has nothing to apply to', () => {
    expect(() => createProgressStore().apply({ type: 'events', events: [] }, NOW)).toThrow('before a snapshot');
  });

  it('learns how far the clock of the server is ahead from the freshest event', () => {
    const store = createProgressStore();
    store.apply(snapshot(planOf({ devices: 2 })), NOW);
    const at = (seq: number, ms: number): ProgressFrame => ({
      type: 'events',
      events: [
        { seq, jobId: 'job-1', at: new Date(NOW + ms).toISOString(), type: 'device.started', deviceId: `r${seq}` },
      ],
    });
    store.apply(at(1, 4000), NOW);
    store.apply(at(2, 4900), NOW);
    expect(store.get()?.clockOffsetMs).toBe(4900);
  });

  it('tells each listener once a frame, and none that has left', () => {
    const store = createProgressStore();
    let told = 0;
    const leave = store.subscribe(() => {
      told += 1;
    });
    store.apply(snapshot(planOf({ devices: 1 })), NOW);
    leave();
    store.apply({ type: 'events', events: [] }, NOW);
    expect(told).toBe(1);
  });
});
