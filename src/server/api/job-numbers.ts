import { isFinalJobState } from '@/domain/job';
import { devicesPerMinute, limitedBy, remainingMs } from '@/domain/job-speed';
import { percentile } from '@/domain/pacing';
import { MAX_FAILED_LOGINS, stopRuleValues } from '@/domain/stop-rule';
import type { StoredJob } from '../engine/ports';
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
  const left = isFinalJobState(progress.state) ? null : await remaining(services, job, lines);
  const at = (ms: number) => new Date(now + ms).toISOString();
  const judged = counts.completed + counts.failed + counts.unknown;
  const usual = await services.jobs.typicalJobMs(lines, plan.devices.length);
  const ended = isFinalJobState(progress.state);
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

async function remaining({ jobs }: Services, { plan, progress }: StoredJob, lines: readonly string[]) {
  const left = progress.devices.flatMap(({ endedAt, deviceId }) => (endedAt === null ? [deviceId] : []));
  return remainingMs(plan, progress, await jobs.typicalDeviceMs(lines, left));
}
