import { isFinalJobState } from '@/domain/job';
import { devicesPerMinute, limitedBy, remainingMs } from '@/domain/job-speed';
import { percentile } from '@/domain/pacing';
import { MAX_FAILED_LOGINS, stopRuleValues } from '@/domain/stop-rule';
import type { StoredJob } from '../engine/ports';
import { askedOnce } from './asked-once';
import type { Services } from './context';
import type { JobForecast, JobView } from './job-view';
import { readJob } from './read-job';

/** Fewer jobs say nothing about what is usual. */
const ENOUGH_JOBS = 3;

type Numbers = Pick<
  JobView,
  | keyof JobForecast
  | 'eta'
  | 'etaRange'
  | 'elapsedMs'
  | 'successRate'
  | 'nextStartAt'
  | 'stopRules'
  | 'credentialGuard'
  | 'stopAfterBatch'
  | 'canary'
  | 'controls'
  | 'warnings'
>;

/** Speed and forecast of a job as it stands; the same function as the plan's, for the devices that are left. */
async function forecastOf(services: Services, job: StoredJob, now: number): Promise<JobForecast> {
  const { plan, progress } = job;
  const { deviceMs, jobMs } = await pastOf(services, job);
  return {
    remainingMs: isFinalJobState(progress.state) ? null : remainingMs(plan, progress, deviceMs),
    devicesPerMinute: devicesPerMinute(progress, now),
    limitedBy: limitedBy(plan, progress, now),
    usualMs: jobMs.length < ENOUGH_JOBS ? null : { from: percentile(jobMs, 0.25)!, to: percentile(jobMs, 0.75)! },
  };
}

const forecasts = askedOnce<JobForecast>(1_000);

/** For all who watch a job: they ask every few seconds, and it goes over every device. Up to 1 s old. */
export async function jobForecast(services: Services, jobId: string): Promise<JobForecast> {
  const job = await readJob(services, jobId);
  // Whether there is anything to forecast hangs on the state.
  return forecasts(services, `${jobId} ${job.progress.state}`, () => forecastOf(services, job, services.clock.now()));
}

/** Speed, forecast and limits of a job as it stands. */
export async function jobNumbers(services: Services, job: StoredJob): Promise<Numbers> {
  const { plan, progress } = job;
  const { record, counts, startedAt, endedAt } = progress;
  const now = services.clock.now();
  const ended = isFinalJobState(progress.state);
  const forecast = await forecastOf(services, job, now);
  const left = forecast.remainingMs;
  const at = (ms: number) => new Date(now + ms).toISOString();
  const judged = counts.completed + counts.failed + counts.unknown;
  return {
    ...forecast,
    eta: left && at(left.p50),
    etaRange: left && { p50: at(left.p50), p90: at(left.p90) },
    elapsedMs: startedAt ? Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) : null,
    successRate: judged === 0 ? null : counts.completed / judged,
    nextStartAt: ended ? null : record.nextStartAt,
    stopRules: stopRuleValues(plan, progress),
    credentialGuard: { limit: MAX_FAILED_LOGINS, suspended: record.suspended },
    stopAfterBatch: record.stopAfterBatch,
    canary: record.canary,
    controls: record.controls,
    warnings: record.suspended.map(({ credentialId, failedLogins }) => ({
      code: 'credential_suspect',
      message: `${failedLogins} logins with credential ${credentialId} failed: its other devices were skipped`,
    })),
  };
}

/** Durations of earlier runs, sorted, in milliseconds. */
interface Past {
  readonly deviceMs: readonly number[];
  readonly jobMs: readonly number[];
}

const pasts = askedOnce<Past>(10_000);

const pastOf = (services: Services, job: StoredJob): Promise<Past> =>
  pasts(services, job.plan.jobId, () => askPast(services, job));

async function askPast({ jobs }: Services, { plan, progress }: StoredJob): Promise<Past> {
  const lines = plan.commands.map(({ line }) => line);
  const left = progress.devices.flatMap(({ endedAt, deviceId }) => (endedAt === null ? [deviceId] : []));
  return {
    // Of a job that has ended nobody asks how long the rest takes.
    deviceMs: isFinalJobState(progress.state) || left.length === 0 ? [] : await jobs.typicalDeviceMs(lines, left),
    jobMs: await jobs.typicalJobMs(lines, plan.devices.length, plan),
  };
}
