import { isFinalJobState } from '@/domain/job';
import { type DeviceProgress, doneOf, percentOf, runningDevices } from '@/domain/progress';
import type { JobFilter, RunFilter } from '../db/job-queries';
import type { PageInput } from '../db/page';
import type { StoredJob } from '../engine/ports';
import type { Services } from './context';
import { notFound } from './errors';
import { estimate } from './job-estimate';
import {
  type Estimate,
  headOf,
  type JobListItem,
  type JobView,
  type Page,
  type RunItem,
  type RunningDevice,
} from './job-view';

/** A job as it stands, running or ended. */
export async function jobView(services: Services, jobId: string): Promise<JobView> {
  const job = await services.engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
  const { progress } = job;
  const remainingMs = await remaining(services, job);
  return {
    ...headOf(job.plan),
    state: progress.state,
    outcome: progress.outcome,
    stateReason: progress.stateReason,
    counts: progress.counts,
    percent: percentOf(progress.counts),
    countries: Object.entries(progress.countries)
      .map(([country, counts]) => ({ country, ...counts }))
      .sort((a, b) => b.total - a.total || a.country.localeCompare(b.country)),
    batches: progress.batches,
    running: runningDevices(progress).map(runningView),
    eta: remainingMs && new Date(services.clock.now() + remainingMs.p50).toISOString(),
    remainingMs,
    startedAt: progress.startedAt,
    endedAt: progress.endedAt,
    seq: progress.seq,
  };
}

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

/** By the same function as the plan, for the devices that are left; devices of this job count as history when stored. */
async function remaining(services: Services, { plan, progress }: StoredJob): Promise<Estimate | null> {
  if (isFinalJobState(progress.state) || progress.state === 'paused') return null;
  const deviceCount = progress.counts.total - doneOf(progress.counts);
  const history = await services.jobs.typicalDeviceMs(plan.commands.map(({ line }) => line));
  const { batchSize, strategy, devicesPerHour } = plan;
  return estimate({ deviceCount, batchSize, strategy, devicesPerHour }, plan.commands.length, history);
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
