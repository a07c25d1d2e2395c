import { estimate } from './estimate';
import type { Estimate } from './estimate-schema';
import { isFinalJobState, type JobPlan } from './job';
import { paceOf } from './pacing';
import { doneOf, type JobProgress } from './progress';

/** What the speed hangs on: the rate limit, a few slow devices at the end of a batch or job, or the number of places. */
export const LIMITS = ['rate limit', 'slow tail', 'batch size'] as const;
export type LimitedBy = (typeof LIMITS)[number];

type Pace = Pick<JobPlan, 'batchSize' | 'strategy' | 'devicesPerHour' | 'options'>;

const MINUTE_MS = 60_000;

/** Devices that ended in the minute before `now` (in the time since the start where that is shorter); 0 when nothing runs. */
export function devicesPerMinute({ state, devices, startedAt }: JobProgress, now: number): number {
  if (!startedAt || isFinalJobState(state)) return 0;
  const windowMs = Math.min(MINUTE_MS, Math.max(1_000, now - Date.parse(startedAt)));
  const since = now - windowMs;
  const ended = devices.filter(
    ({ endedAt, startedAt: began }) => began !== null && endedAt !== null && Date.parse(endedAt) > since,
  );
  return Math.round((ended.length * MINUTE_MS * 10) / windowMs) / 10;
}

/** Null where nothing runs, or nothing is left. */
export function limitedBy(plan: Pace, progress: JobProgress, now: number): LimitedBy | null {
  const { state, counts, record } = progress;
  if (state !== 'running' || doneOf(counts) === counts.total) return null;
  if (record.nextStartAt !== null && Date.parse(record.nextStartAt) > now) return 'rate limit';
  const places = plan.batchSize === 0 ? counts.total : plan.batchSize;
  // Waits too short for an event of their own: places are free, and nobody may take them yet.
  const paced = plan.devicesPerHour !== null && plan.strategy === 'rolling';
  if (paced && counts.pending > 0 && counts.running < places) return 'rate limit';
  const atWork =
    plan.strategy === 'batch' ? progress.batches.find((batch) => batch.state === 'running')?.counts : counts;
  // Nobody is left to take the places that have become free: the others wait for these few.
  const tail = atWork !== undefined && atWork.pending === 0 && atWork.running * 2 <= Math.min(places, atWork.total);
  return tail ? 'slow tail' : 'batch size';
}

/**
 * How long the devices that are left will take, by those that completed. `history`: durations of earlier runs, sorted, in
 * milliseconds. Null where the job has ended or stands still.
 */
export function remainingMs(
  plan: Pace & { readonly commands: readonly unknown[] },
  { state, devices, record }: JobProgress,
  history: readonly number[],
): Estimate | null {
  if (isFinalJobState(state) || state === 'paused') return null;
  const left = devices.filter(({ endedAt }) => endedAt === null);
  const thisRun = devices
    .flatMap((device) => (device.state === 'completed' && device.durationMs !== null ? [device.durationMs] : []))
    .sort((a, b) => a - b);
  const options = record.canary ? { ...plan.options, canary: null } : plan.options;
  return estimate(paceOf({ ...plan, options }, left), plan.commands.length, history, thisRun);
}
