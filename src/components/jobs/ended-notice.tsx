'use client';
import { Alert } from '../ui/alert';
import { formatCount } from '../ui/format';
import { shallowEqual, useLiveJob } from './progress-context';
import { reasonText } from './reason-words';

/** Why a job ends before all of its devices had their turn. */
export function EndedNotice() {
  const { state, reason, skipped, running } = useLiveJob(
    ({ progress }) => ({
      state: progress.state,
      reason: progress.stateReason,
      skipped: progress.counts.skipped,
      running: progress.counts.running,
    }),
    shallowEqual,
  );
  if (!reason || (state !== 'failed' && state !== 'completing')) return null;
  return (
    <Alert variant="danger" data-testid="ended-notice">
      <p className="font-medium">
        {state === 'failed' ? 'Ended early' : 'Ending early'}: {reasonText(reason)}
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
