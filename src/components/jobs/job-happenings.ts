import { isFinalJobState } from '@/domain/job';
import { parseReason } from '@/domain/reason';
import type { JobListItem } from './use-job-list';

/** What became of a job between two looks at the list. */
export interface Happening {
  readonly kind: 'ended' | 'waits';
  readonly job: JobListItem;
}

type Listed = Pick<JobListItem, 'jobId' | 'state' | 'stateReason' | 'createdAt'>;

const waits = ({ state, stateReason }: Listed) =>
  state === 'paused' && stateReason !== null && parseReason(stateReason)?.kind !== 'person';

/** What is worth a word to somebody who looks elsewhere: jobs that ended, and those that stopped to wait for a person. */
export function happeningsBetween(before: readonly Listed[], after: readonly JobListItem[]): Happening[] {
  const known = new Map(before.map((job) => [job.jobId, job]));
  const newest =
    before
      .map(({ createdAt }) => createdAt)
      .sort()
      .at(-1) ?? '';
  return after.flatMap((job): Happening[] => {
    const then = known.get(job.jobId);
    // One that was made since may have ended before it was ever seen at work; an old one only moved up the page.
    if (!then && job.createdAt <= newest) return [];
    if (isFinalJobState(job.state)) return then && isFinalJobState(then.state) ? [] : [{ kind: 'ended', job }];
    return waits(job) && !(then && waits(then)) ? [{ kind: 'waits', job }] : [];
  });
}
