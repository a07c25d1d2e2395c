import { isFinalJobState } from '@/domain/job';
import { devicesPerMinute, limitedBy, remainingMs } from '@/domain/job-speed';
import { percentile } from '@/domain/pacing';
import { MAX_FAILED_LOGINS, stopRuleValues } from '@/domain/stop-rule';
import type { StoredJob } from '../engine/ports';
import { askedOnce } from './asked-once';
import type { Services } from './context';
import type { JobView } from './job-view';

/** Fewer jobs say nothing about what is usual. */
const ENOUGH_JOBS = 3;

type Numbers = Pick<
  JobView,
  | 'eta'
  | 'remainingMs'
  | 'etaRange'
  | 'elapsedMs'
  | 'devicesPerMinute'
  | 'limitedBy'
  | 'successRate'
  | 'usualMs'
  | 'nextStartAt'
  | 'stopRules'
  | 'credentialGuard'
  | 'stopAfterBatch'
  | 'canary'
  | 'controls'
  | 'warnings'
>;

/** Speed, forecast and limits of a job as it stands; the same function as the plan's, for the devices that are left. */
export async function jobNumbers(services: Services, job: StoredJob): Promise<Numbers> {
  const { plan, progress } = job;
  const { record, counts, startedAt, endedAt } = progress;
  const now = services.clock.now();
  const lines = plan.commands.map(({ line }) => line);
  const ended = isFinalJobState(progress.state);
  const past = await pastOf(services, job, lines);
  const left = ended ? null : remainingMs(plan, progress, past.deviceMs);
  const at = (ms: number) => new Date(now + ms).toISOString();
  const judged = counts.completed + counts.failed + counts.unknown;
  const usual = past.jobMs;
  return {
    eta: left && at(left.p50),
    remainingMs: left,
    etaRange: left && { p50: at(left.p50), p90: at(left.p90) },
    elapsedMs: startedAt ? Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) : null,
    devicesPerMinute: devicesPerMinute(progress, now),
    limitedBy: limitedBy(plan, progress, now),
    successRate: judged === 0 ? null : counts.completed / judged,
    usualMs: usual.length < ENOUGH_JOBS ? null : { from: percentile(usual, 0.25)!, to: percentile(usual, 0.75)! },
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

const pasts = askedOnce<Past>();

const pastOf = (services: Services, job: StoredJob, lines: readonly string[]): Promise<Past> =>
  pasts(services, job.plan.jobId, () => askPast(services, job, lines));

async function askPast({ jobs }: Services, { plan, progress }: StoredJob, lines: readonly string[]): Promise<Past> {
  const left = progress.devices.flatMap(({ endedAt, deviceId }) => (endedAt === null ? [deviceId] : []));
  return {
    // Of a job that has ended nobody asks how long the rest takes.
    deviceMs: isFinalJobState(progress.state) || left.length === 0 ? [] : await jobs.typicalDeviceMs(lines, left),
    jobMs: await jobs.typicalJobMs(lines, plan.devices.length),
  };
}
