import { coalesce } from './event';
import type { JobEvent } from './event-schema';
import { initialRecord } from './job-record';
import { type JobProgress, recount, UNTOUCHED_RUN } from './progress';

/** A job of the same devices of which nothing has happened yet: where a replay of its events begins. */
export function beginningOf(progress: JobProgress): JobProgress {
  const beginning: JobProgress = {
    ...progress,
    seq: 0,
    state: 'pending',
    outcome: null,
    stateReason: null,
    startedAt: null,
    endedAt: null,
    batches: progress.batches.map((batch) => ({ ...batch, state: 'pending', startedAt: null, endedAt: null })),
    record: initialRecord,
    devices: progress.devices.map((device) => ({ ...device, ...UNTOUCHED_RUN })),
  };
  recount(beginning);
  return beginning;
}

/** From the first event to the last, in milliseconds since the epoch. */
export interface ReplaySpan {
  readonly start: number;
  readonly end: number;
}

/** How exact a replay is: to a second, or finer where the job was over quickly. Milliseconds. */
export const replayStepMs = ({ start, end }: ReplaySpan): number => (end - start > 60_000 ? 1000 : 100);

/** Which step of a replay shows an event first: that at `start + step * stepMs`. */
const stepOf = ({ at }: { readonly at: string }, start: number, stepMs: number): number =>
  Math.ceil((Date.parse(at) - start) / stepMs);

/** `coalesce` for each step of a replay by itself: whoever stops at one sees what there was to see. */
export function coalesceBySteps(events: readonly JobEvent[], start: number, stepMs: number): JobEvent[] {
  const kept: JobEvent[] = [];
  let stretch: JobEvent[] = [];
  let last: number | null = null;
  for (const event of events) {
    const step = stepOf(event, start, stepMs);
    if (step !== last) {
      kept.push(...coalesce(stretch));
      stretch = [];
    }
    last = step;
    stretch.push(event);
  }
  kept.push(...coalesce(stretch));
  return kept;
}

/**
 * The output that a replay shows as bytes received: that of commands which were still in work at the end of a step. In
 * groups, one for each device and step, in order; the rest of a job's output is never seen in a replay.
 */
export function heardInSteps<T extends Pick<JobEvent, 'at' | 'type'> & { readonly deviceId?: string | null }>(
  events: readonly T[],
  start: number,
  stepMs: number,
): T[][] {
  const groups = new Map<string, T[]>();
  const over = new Set<string>();
  for (const event of events.toReversed()) {
    if (!event.deviceId) continue;
    const key = `${stepOf(event, start, stepMs)} ${event.deviceId}`;
    if (event.type !== 'command.output') over.add(key);
    else if (!over.has(key)) {
      const group = groups.get(key);
      if (group) group.unshift(event);
      else groups.set(key, [event]);
    }
  }
  return [...groups.values()].reverse();
}
