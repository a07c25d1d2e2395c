import type { Counts, EventBody, JobEvent } from './event-schema';

/** An event that changes the state of a whole job. */
export type MilestoneEvent = Extract<
  EventBody,
  { type: 'job.state_changed' | 'job.completed' | 'job.failed' | 'job.canceled' }
>;

const TYPES: ReadonlySet<string> = new Set<MilestoneEvent['type']>([
  'job.state_changed',
  'job.completed',
  'job.failed',
  'job.canceled',
]);

export const isMilestone = (event: JobEvent): event is JobEvent & MilestoneEvent => TYPES.has(event.type);

/** A change of one job's state in the log over all jobs, with what is to be said of the job even when it was deleted since. */
export interface JobMilestone {
  /** 1, 2, 3 … over all jobs, in the order in which they were stored; there may be gaps. */
  readonly position: number;
  readonly jobId: string;
  /** Of the event in its job's own log. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: MilestoneEvent;
  readonly title: string;
  readonly createdBy: string;
  readonly startedAt: string | null;
  readonly counts: Counts;
}
