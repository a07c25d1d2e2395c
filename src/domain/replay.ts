import { coalesce, type JobEvent } from './event';
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

/** `coalesce` for each second of the clock by itself: whoever stops at the end of any second sees what there was to see. */
export function coalesceBySecond(events: readonly JobEvent[]): JobEvent[] {
  const kept: JobEvent[] = [];
  let stretch: JobEvent[] = [];
  for (const event of events) {
    if (stretch.length > 0 && secondOf(stretch[0]!) !== secondOf(event)) {
      kept.push(...coalesce(stretch));
      stretch = [];
    }
    stretch.push(event);
  }
  kept.push(...coalesce(stretch));
  return kept;
}

/** `2026-03-01T10:00:01` of ISO 8601. */
const secondOf = (event: JobEvent): string => event.at.slice(0, 19);
