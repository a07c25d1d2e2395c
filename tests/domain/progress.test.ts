import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce } from '@/domain/event';
import { eventBodySchema, JOB_EVENT_TYPES, type JobEvent } from '@/domain/event-schema';
import { applyEvent, checkCounts, forkProgress, initialProgress, percentOf } from '@/domain/progress';
import { randomHistory } from '../support/history';
import { planOf } from '../support/plan';

describe('the reducer', () => {
  it('keeps the classes adding up to the total, overall, per country and per batch, at every event', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const progress = initialProgress(plan);
        for (const event of events) {
          applyEvent(progress, event);
          checkCounts(progress);
        }
      }),
    );
  });

  it('gives the same progress from coalesced frames as from every event, however the frames are cut', () => {
    fc.assert(
      fc.property(randomHistory(), fc.integer({ min: 1, max: 40 }), ({ plan, events }, frame) => {
        const whole = initialProgress(plan);
        for (const event of events) applyEvent(whole, event);
        const framed = initialProgress(plan);
        for (let at = 0; at < events.length; at += frame) {
          for (const event of coalesce(events.slice(at, at + frame))) applyEvent(framed, event);
        }
        // Output is left out of frames, so the last number may be behind; nothing that a page shows may be.
        expect({ ...framed, seq: 0 }).toEqual({ ...whole, seq: 0 });
      }),
    );
  });

  it('ignores an event that it has seen', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const once = initialProgress(plan);
        const twice = initialProgress(plan);
        for (const event of events) {
          applyEvent(once, event);
          applyEvent(twice, event);
          applyEvent(twice, event);
        }
        expect(twice).toEqual(once);
      }),
    );
  });

  it('leaves the progress that was forked as it was', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const original = initialProgress(plan);
        const before = structuredClone(original);
        const fork = forkProgress(original);
        for (const event of events) applyEvent(fork, event);
        expect(original).toEqual(before);
      }),
    );
  });

  it('says 100 percent only when every device has ended', () => {
    const progress = initialProgress(planOf({ devices: 1_000, batchSize: 0 }));
    progress.counts.pending = 1;
    progress.counts.completed = 999;
    expect(percentOf(progress.counts)).toBe(99);
  });

  it('refuses an event of a device that is not in the job', () => {
    const progress = initialProgress(planOf({ devices: 1 }));
    const stranger: JobEvent = { seq: 1, jobId: 'job-1', at: '', type: 'device.started', deviceId: 'nobody' };
    expect(() => applyEvent(progress, stranger)).toThrow(/no device nobody/);
  });
});

describe('events', () => {
  it('pass their own schema, each type of the contract', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(randomHistory(), ({ events }) => {
        for (const event of events) {
          seen.add(event.type);
          expect(eventBodySchema.parse(event).type).toBe(event.type);
        }
      }),
    );
    expect(JOB_EVENT_TYPES).toHaveLength(19);
    expect(seen.size).toBeGreaterThan(10);
  });
});
