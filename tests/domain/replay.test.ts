import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event-schema';
import { applyEvent, initialProgress, type JobProgress } from '@/domain/progress';
import { beginningOf, coalesceBySteps } from '@/domain/replay';
import { randomHistory } from '../support/history';

const after = (progress: JobProgress, events: readonly JobEvent[]): JobProgress => {
  for (const event of events) applyEvent(progress, event);
  return progress;
};

it('a job begins where its plan says, whatever has become of it', () => {
  fc.assert(
    fc.property(randomHistory(), ({ plan, events }) => {
      expect(beginningOf(after(initialProgress(plan), events))).toEqual(initialProgress(plan));
    }),
  );
});

it.each([1000, 100])('joined by steps of %i ms, the events give the same progress at every step', (stepMs) => {
  fc.assert(
    fc.property(randomHistory(), fc.nat(999), ({ plan, events }, offset) => {
      const start = Date.parse(events[0]!.at) - offset;
      const joined = coalesceBySteps(events, start, stepMs);
      expect(joined.some(({ type }) => type === 'command.output')).toBe(false);
      for (let at = start; at < Date.parse(events.at(-1)!.at) + stepMs; at += stepMs) {
        const upTo = (all: readonly JobEvent[]) => all.filter((event) => Date.parse(event.at) <= at);
        const [whole, short] = [events, joined].map((all) => after(initialProgress(plan), upTo(all)));
        expect({ ...short, seq: 0 }).toEqual({ ...whole, seq: 0 });
      }
    }),
    { numRuns: 30 },
  );
});
