'use client';
import { formatCount } from '@/domain/format';
import type { JobProgress } from '@/domain/progress';
import { parseReason } from '@/domain/reason';
import { useMe } from '../account/use-me';
import { Alert } from '../ui/alert';
import { shallowEqual, useLiveJob } from './progress-context';
import { reasonWords } from './reason-words';
import { ResumeButton } from './resume-button';

/** Whether the job stands still without anybody having paused it: then the page asks for a decision. */
export function asksForPerson({ state, stateReason }: Pick<JobProgress, 'state' | 'stateReason'>): boolean {
  return state === 'paused' && stateReason !== null && parseReason(stateReason)?.kind !== 'person';
}

/** Why a job waits for a person, and the button that lets it go on. */
export function PausedNotice() {
  const { asks, reason, pending, done } = useLiveJob(
    ({ progress }) => ({
      asks: asksForPerson(progress),
      reason: progress.stateReason ?? '',
      pending: progress.counts.pending,
      done: progress.batches[0]?.counts.completed ?? 0,
    }),
    shallowEqual,
  );
  const { can } = useMe();
  if (!asks) return null;
  const canary = parseReason(reason)?.kind === 'canary_passed';
  const waiting = formatCount(pending, 'device');
  return (
    <Alert variant="warning" data-testid="paused-notice" role="status">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium">{canary ? 'The canary passed' : `Paused: ${reasonWords(reason)}`}</p>
          <p className="text-muted-foreground">
            {canary
              ? `All ${formatCount(done, 'canary device')} completed. Look at their output; ${waiting} ${pending === 1 ? 'waits' : 'wait'} for ${can('operator') ? 'you' : 'an operator'}.`
              : `Nothing is sent until somebody resumes the job. ${waiting} ${pending === 1 ? 'is' : 'are'} left.`}
          </p>
        </div>
        <ResumeButton>Resume with {waiting}</ResumeButton>
      </div>
    </Alert>
  );
}
