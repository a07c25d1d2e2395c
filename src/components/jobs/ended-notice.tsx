'use client';
import { formatCount } from '@/domain/format';
import type { JobProgress } from '@/domain/progress';
import { Alert } from '../ui/alert';
import { shallowEqual, useLiveJob } from './progress-context';
import { reasonWords } from './reason-words';

/** Whether a limit ends the job, or ended it. */
export const endsEarly = ({ state, stateReason }: Pick<JobProgress, 'state' | 'stateReason'>): boolean =>
  stateReason !== null && (state === 'failed' || state === 'completing');

/** Why a job ends before all of its devices had their turn. */
export function EndedNotice() {
  const { early, state, reason, skipped, running } = useLiveJob(
    ({ progress }) => ({
      early: endsEarly(progress),
      state: progress.state,
      reason: progress.stateReason ?? '',
      skipped: progress.counts.skipped,
      running: progress.counts.running,
    }),
    shallowEqual,
  );
  if (!early) return null;
  return (
    <Alert variant="danger" data-testid="ended-notice">
      <p className="font-medium">
        {state === 'failed' ? 'Ended early' : 'Ending early'}, {reasonWords(reason)}
      </p>
      <p className="text-muted-foreground">
        {state === 'completing'
          ? `No further device starts. ${formatCount(running, 'running device')} may finish.`
          : skipped > 0
            ? `${formatCount(skipped, 'device')} ${skipped === 1 ? 'was' : 'were'} not touched. Look at the failures, then retry what is unfinished.`
            : 'Look at the failures, then retry what is unfinished.'}
      </p>
    </Alert>
  );
}
