import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event';
import { applyEvent, initialProgress, type JobProgress } from '@/domain/progress';
import { beginningOf, coalesceBySecond } from '@/domain/replay';
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

it('joined by second, the events give the same progress at the end of every second', () => {
  fc.assert(
    fc.property(randomHistory(), ({ plan, events }) => {
      const joined = coalesceBySecond(events);
      expect(joined.some(({ type }) => type === 'command.output')).toBe(false);
      for (const second of new Set(events.map(({ at }) => at.slice(0, 19)))) {
        const upTo = (all: readonly JobEvent[]) => all.filter(({ at }) => at.slice(0, 19) <= second);
        const [whole, short] = [events, joined].map((all) => after(initialProgress(plan), upTo(all)));
        expect({ ...short, seq: 0 }).toEqual({ ...whole, seq: 0 });
      }
    }),
    { numRuns: 30 },
  );
});
