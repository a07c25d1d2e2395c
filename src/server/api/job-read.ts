import { type DeviceProgress, type JobProgress, percentOf, runningDevices } from '@/domain/progress';
import type { JobFilter, RunFilter } from '../db/job-queries';
import type { PageInput } from '../db/page';
import type { Services } from './context';
import { notFound } from './errors';
import { jobNumbers } from './job-numbers';
import { headOf, type JobListItem, type JobView, type Page, type RunItem, type RunningDevice } from './job-view';
import { readJob } from './read-job';

/** A job as it stands, running or ended. */
export async function jobView(services: Services, jobId: string): Promise<JobView> {
  const job = await readJob(services, jobId);
  const { progress } = job;
  return {
    ...headOf(job.plan),
    state: progress.state,
    outcome: progress.outcome,
    stateReason: progress.stateReason,
    counts: progress.counts,
    percent: percentOf(progress.counts),
    countries: countriesOf(progress),
    batches: progress.batches,
    running: runningDevices(progress).map(runningView),
    ...(await jobNumbers(services, job)),
    startedAt: progress.startedAt,
    endedAt: progress.endedAt,
    seq: progress.seq,
  };
}

/** Most devices first. */
export const countriesOf = ({ countries }: JobProgress) =>
  Object.entries(countries)
    .map(([country, counts]) => ({ country, ...counts }))
    .sort((a, b) => b.total - a.total || a.country.localeCompare(b.country));

function runningView(device: DeviceProgress): RunningDevice {
  const { deviceId, deviceName, country, batch, phase, commandIndex, commandTotal, command } = device;
  const { startedAt, commandStartedAt } = device;
  return {
    deviceId,
    deviceName,
    country,
    batch,
    phase,
    commandIndex,
    commandTotal,
    command,
    startedAt,
    commandStartedAt,
  };
}

/** A page of jobs, newest first. */
export async function jobList(services: Services, input: JobFilter & PageInput): Promise<Page<JobListItem>> {
  const page = await services.jobs.list(input);
  return { ...page, items: page.items.map((job) => ({ ...job, percent: percentOf(job.counts) })) };
}

/** A page of a job's devices, in the order of the plan. */
export async function jobRuns(services: Services, input: RunFilter & PageInput): Promise<Page<RunItem>> {
  const page = await services.jobs.runs(input);
  if (!page) throw notFound(`Job ${input.jobId}`);
  return page;
}
