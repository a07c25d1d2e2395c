import { isFinalJobState } from '@/domain/job';
import { paceOf, percentile } from '@/domain/pacing';
import { doneOf } from '@/domain/progress';
import { MAX_FAILED_LOGINS, stopRuleValues } from '@/domain/stop-rule';
import type { StoredJob } from '../engine/ports';
import type { Services } from './context';
import { estimate } from './job-estimate';
import type { JobView, LimitedBy } from './job-view';

const MINUTE_MS = 60_000;
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
  const remainingMs = await remaining(services, job, lines);
  const at = (ms: number) => new Date(now + ms).toISOString();
  const judged = counts.completed + counts.failed + counts.unknown;
  const usual = await services.jobs.typicalJobMs(lines, plan.devices.length);
  const ended = isFinalJobState(progress.state);
  return {
    eta: remainingMs && at(remainingMs.p50),
    remainingMs,
    etaRange: remainingMs && { p50: at(remainingMs.p50), p90: at(remainingMs.p90) },
    elapsedMs: startedAt ? Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) : null,
    devicesPerMinute: ended ? 0 : speedOf(job, now),
    limitedBy: limitOf(job, now),
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

async function remaining(services: Services, { plan, progress }: StoredJob, lines: readonly string[]) {
  if (isFinalJobState(progress.state) || progress.state === 'paused') return null;
  const left = progress.devices.filter(({ endedAt }) => endedAt === null);
  const ids = left.map(({ deviceId }) => deviceId);
  const history = await services.jobs.typicalDeviceMs(lines, ids);
  const thisRun = progress.devices
    .flatMap(({ state, durationMs }) => (state === 'completed' && durationMs !== null ? [durationMs] : []))
    .sort((a, b) => a - b);
  const pace = paceOf({ ...plan, options: canaryLeft(plan.options, progress.record.canary) }, left);
  return estimate(pace, plan.commands.length, history, thisRun);
}

const canaryLeft = (options: StoredJob['plan']['options'], passed: unknown) =>
  passed ? { ...options, canary: null } : options;

function speedOf({ progress: { devices, startedAt } }: StoredJob, now: number): number {
  if (!startedAt) return 0;
  const windowMs = Math.min(MINUTE_MS, Math.max(1_000, now - Date.parse(startedAt)));
  const since = now - windowMs;
  const ended = devices.filter(
    ({ endedAt, startedAt: began }) => began !== null && endedAt !== null && Date.parse(endedAt) > since,
  );
  return Math.round((ended.length * MINUTE_MS * 10) / windowMs) / 10;
}

function limitOf({ plan, progress }: StoredJob, now: number): LimitedBy | null {
  const { state, counts, record } = progress;
  if (state !== 'running' || doneOf(counts) === counts.total) return null;
  if (record.nextStartAt !== null && Date.parse(record.nextStartAt) > now) return 'rate limit';
  const places = plan.batchSize === 0 ? plan.devices.length : plan.batchSize;
  // Waits too short for an event of their own: places are free, and nobody may take them yet.
  const paced = plan.devicesPerHour !== null && plan.strategy === 'rolling';
  if (paced && counts.pending > 0 && counts.running < places) return 'rate limit';
  const atWork =
    plan.strategy === 'batch' ? progress.batches.find((batch) => batch.state === 'running')?.counts : counts;
  // Nobody is left to take the places that have become free: the others wait for these few.
  const tail = atWork !== undefined && atWork.pending === 0 && atWork.running * 2 <= Math.min(places, atWork.total);
  return tail ? 'slow tail' : 'batch size';
}
