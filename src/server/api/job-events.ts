import { z } from 'zod';
import { jobEventSchema } from '@/domain/event';
import { coalesceBySecond } from '@/domain/replay';
import { type Answer, countSchema } from './answer';
import type { Services } from './context';
import { notFound } from './errors';
import { idSchema } from './input';

const MAX_EVENTS = 5_000;

export const eventsInputSchema = z.strictObject({
  jobId: idSchema,
  /** The `nextSeq` of the page before; 0 for the first. */
  afterSeq: z.number('expected a whole number').int().min(0).default(0),
  /** Stored events that one page stands for. */
  limit: z.number().int().min(1).max(MAX_EVENTS, `expected at most ${MAX_EVENTS}`).default(2_000),
});

/** Answer of `jobs.events`: apply `events` in order with `domain/progress.applyEvent`, to `domain/replay.beginningOf`. */
export const eventsSchema = z.object({
  events: z.array(jobEventSchema),
  nextSeq: countSchema.nullable().describe('The `afterSeq` of the next page; null on the last one'),
  lastSeq: countSchema.describe("Of the job's last stored event"),
});
export type EventsView = Answer<typeof eventsSchema>;

/**
 * The stored events of a job, for a replay: without output, and within each second only what is to be seen at its end.
 * `seq` has gaps for that reason; `jobs.onEvents` has every event.
 */
export async function jobEvents(
  { jobs }: Services,
  { jobId, afterSeq, limit }: z.infer<typeof eventsInputSchema>,
): Promise<EventsView> {
  const page = await jobs.steps(jobId, afterSeq, limit);
  if (!page) throw notFound(`Job ${jobId}`);
  const more = page.events.length === limit;
  return {
    events: coalesceBySecond(page.events),
    nextSeq: more ? page.events.at(-1)!.seq : null,
    lastSeq: page.lastSeq,
  };
}
