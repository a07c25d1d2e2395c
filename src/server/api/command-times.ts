import { percentile } from '@/domain/pacing';
import type { Services } from './context';
import { notFound } from './errors';
import type { CommandTime, UsualMs } from './job-view';

/** What is usual moves slowly, thousands of rows say it, and every page of a running job asks again and again. */
const USUAL_FOR_MS = 10_000;

interface Known {
  readonly until: number;
  readonly times: Promise<CommandTime[]>;
}

/** By portal and job; what is too old goes with the next question. */
const known = new WeakMap<Services['jobs'], Map<string, Known>>();

/** How long each command of a job usually takes: from this job's own devices, and earlier ones of the same commands. Up to 10 s old. */
export function commandTimes(services: Services, jobId: string): Promise<CommandTime[]> {
  const now = services.clock.now();
  const jobs = known.get(services.jobs) ?? new Map<string, Known>();
  known.set(services.jobs, jobs);
  for (const [id, { until }] of jobs) if (until <= now) jobs.delete(id);
  const fresh = jobs.get(jobId);
  if (fresh) return fresh.times;
  const times = askTimes(services, jobId);
  jobs.set(jobId, { until: now + USUAL_FOR_MS, times });
  // One that failed is asked again.
  times.catch(() => jobs.delete(jobId));
  return times;
}

async function askTimes(services: Services, jobId: string): Promise<CommandTime[]> {
  const times = await services.jobs.commandMs(jobId);
  if (!times) throw notFound(`Job ${jobId}`);
  const indexes = [...new Set(times.map(({ index }) => index))].sort((a, b) => a - b);
  return indexes.map((index) => {
    const ofCommand = times.filter((time) => time.index === index);
    return {
      index,
      ...usual(ofCommand.flatMap(({ durations }) => durations)),
      platforms: ofCommand.map(({ platform, durations }) => ({ platform, ...usual(durations) })),
    };
  });
}

function usual(durations: readonly number[]): UsualMs {
  const sorted = durations.toSorted((a, b) => a - b);
  return { samples: sorted.length, p50: percentile(sorted, 0.5)!, p95: percentile(sorted, 0.95)! };
}
