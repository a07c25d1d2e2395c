import type { EventBody } from '@/domain/event-schema';
import type { JobState } from '@/domain/job';
import { type JobProgress, outcomeOf } from '@/domain/progress';
import { reasonText } from '@/domain/reason';

/** What becomes of a job whose devices have all ended or will never start. */
export interface Ending {
  /** The state to pass through. */
  readonly via: JobState;
  readonly reason: string | null;
  /** The end of the devices that had none; null: every device has one. */
  readonly rest: 'device.canceled' | 'device.skipped' | null;
  /** Made from the counts after the rest was ended. */
  readonly last: (counts: JobProgress['counts']) => EventBody;
}

export function endingOf({ state, stateReason, counts, record, batches }: JobProgress): Ending {
  const lastBy = (action: string) => record.controls.findLast((control) => control.action === action)?.by ?? null;
  if (state === 'canceling') {
    const by = lastBy('cancel');
    const last: Ending['last'] = (after) => ({ type: 'job.canceled', by, counts: after });
    return { via: 'canceling', reason: stateReason, rest: 'device.canceled', last };
  }
  if (state === 'completing' && stateReason !== null) {
    const reason = stateReason;
    const last: Ending['last'] = (after) => ({ type: 'job.failed', reason, counts: after });
    return { via: 'completing', reason, rest: 'device.skipped', last };
  }
  if (record.stopAfterBatch && counts.pending > 0) {
    const by = lastBy('stop_after_batch');
    const batch = batches.filter((one) => one.state !== 'pending').length;
    const reason = reasonText({ kind: 'stopped_after_batch', batch, by: String(by) });
    const last: Ending['last'] = (after) => ({ type: 'job.canceled', by, reason, counts: after });
    return { via: 'canceling', reason, rest: 'device.skipped', last };
  }
  const last: Ending['last'] = (after) => ({ type: 'job.completed', outcome: outcomeOf(after), counts: after });
  return { via: 'completing', reason: null, rest: null, last };
}
