import { percentile } from '@/domain/pacing';
import { askedOnce } from './asked-once';
import type { Services } from './context';
import { notFound } from './errors';
import type { CommandTime, UsualMs } from './job-view';

const knownTimes = askedOnce<CommandTime[]>(10_000);

/** How long each command of a job usually takes: from this job's own devices, and earlier ones of the same commands. Up to 10 s old. */
export const commandTimes = (services: Services, jobId: string): Promise<CommandTime[]> =>
  knownTimes(services, jobId, () => askTimes(services, jobId));

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
