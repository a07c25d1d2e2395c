import { percentile } from '@/domain/pacing';
import type { Services } from './context';
import { notFound } from './errors';
import type { CommandTime } from './job-view';

/** How long each command of a job usually takes: from this job's own devices, and earlier ones of the same commands. */
export async function commandTimes(services: Services, jobId: string): Promise<CommandTime[]> {
  const times = await services.jobs.commandMs(jobId);
  if (!times) throw notFound(`Job ${jobId}`);
  return [...times]
    .map(([index, durations]) => {
      const sorted = durations.toSorted((a, b) => a - b);
      return { index, samples: sorted.length, p50: percentile(sorted, 0.5)!, p95: percentile(sorted, 0.95)! };
    })
    .sort((a, b) => a.index - b.index);
}
