import { z } from 'zod';
import { percentOf } from '@/domain/progress';
import type { StoredJob } from '../engine/ports';
import { type Answer, countSchema } from './answer';
import type { Services } from './context';
import { jobNumbers } from './job-numbers';
import { countriesOf } from './job-read';
import { jobSchema } from './job-view';

/** Data of the events `snapshot`, `progress` and `end`: what fits on a terminal, and is whole in itself. */
export const progressSchema = z.object({
  ...jobSchema.pick({ jobId: true, title: true, state: true, outcome: true, stateReason: true, percent: true }).shape,
  batches: z.object({ total: countSchema, completed: countSchema }),
  ...jobSchema.pick({ counts: true, devicesPerMinute: true, eta: true, startedAt: true, endedAt: true }).shape,
  countries: jobSchema.shape.countries,
  seq: jobSchema.shape.seq,
});
export type ProgressView = Answer<typeof progressSchema>;

export type Forecast = Pick<ProgressView, 'devicesPerMinute' | 'eta'>;

/** The part that asks the database. */
export async function forecastOf(services: Services, job: StoredJob): Promise<Forecast> {
  const { devicesPerMinute, eta } = await jobNumbers(services, job);
  return { devicesPerMinute, eta };
}

export function progressView({ plan, progress }: StoredJob, forecast: Forecast): ProgressView {
  const { state, outcome, stateReason, counts, batches, startedAt, endedAt, seq } = progress;
  return {
    jobId: plan.jobId,
    title: plan.title,
    state,
    outcome,
    stateReason,
    percent: percentOf(counts),
    batches: { total: batches.length, completed: batches.filter((batch) => batch.state === 'completed').length },
    counts,
    ...forecast,
    startedAt,
    endedAt,
    countries: countriesOf(progress),
    seq,
  };
}
