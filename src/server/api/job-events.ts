import { z } from 'zod';
import { jobEventSchema } from '@/domain/event-schema';
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
 * The stored events of a job, for a replay: joined to what is to be seen at each of its steps, a second or finer, counted
 * from the start of the job. `seq` has gaps for that reason; `jobs.onEvents` has every event.
 */
export async function jobEvents(
  { jobs }: Services,
  { jobId, afterSeq, limit }: z.infer<typeof eventsInputSchema>,
): Promise<EventsView> {
  const steps = await jobs.steps(jobId, afterSeq, limit);
  if (!steps) throw notFound(`Job ${jobId}`);
  return steps;
}
