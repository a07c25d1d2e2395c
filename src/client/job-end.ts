import type { Counts, JobEvent } from '@/domain/event-schema';
import type { JobOutcome } from '@/domain/job';
import type { JobView } from '@/server/api/job-view';

/** How a job ended. */
export interface JobEnd {
  readonly jobId: string;
  readonly state: 'completed' | 'failed' | 'canceled';
  /** Of a completed job: every device completed, some did, none did. */
  readonly outcome: JobOutcome | null;
  /** Why it failed or was canceled, where that is known. */
  readonly reason: string | null;
  readonly counts: Counts;
}

/** The end that this event is; null for any other event. */
export function endOfEvent(event: JobEvent): JobEnd | null {
  const { jobId } = event;
  switch (event.type) {
    case 'job.completed':
      return { jobId, state: 'completed', outcome: event.outcome, reason: null, counts: event.counts };
    case 'job.failed':
      return { jobId, state: 'failed', outcome: null, reason: event.reason, counts: event.counts };
    case 'job.canceled':
      return { jobId, state: 'canceled', outcome: null, reason: event.reason ?? null, counts: event.counts };
    default:
      return null;
  }
}

type Standing = Pick<JobView, 'jobId' | 'state' | 'outcome' | 'stateReason' | 'counts'>;

/** The same of a job as it stands; null while it has not ended. */
export function endOfView({ jobId, state, outcome, stateReason: reason, counts }: Standing): JobEnd | null {
  if (state !== 'completed' && state !== 'failed' && state !== 'canceled') return null;
  return { jobId, state, outcome, reason, counts };
}
