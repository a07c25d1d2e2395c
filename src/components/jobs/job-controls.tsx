'use client';
import { Ban, Pause } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { AgainButtons } from './again-buttons';
import { CancelDialog } from './cancel-dialog';
import { asksForPerson } from './paused-notice';
import { shallowEqual, useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { ResumeButton } from './resume-button';
import { RetryButton } from './retry-button';
import { StopAfterBatchButton } from './stop-after-batch';

/** What may be done to the job as it stands. The live stream brings the result. */
export function JobControls() {
  const { can } = useMe();
  const replaying = useReplaying();
  const { state, asks, running } = useLiveJob(
    ({ progress }) => ({
      state: progress.state,
      asks: asksForPerson(progress),
      running: progress.counts.running,
    }),
    shallowEqual,
  );
  if (!can('operator') || replaying) return null;
  const cancelable = state !== 'completing' || running > 0;
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'running' && <PauseButton />}
      {/* Where the page asks for a decision, the button stands with the question. */}
      {(state === 'paused' || state === 'pausing') && !asks && <ResumeButton />}
      {state === 'running' && <StopAfterBatchButton />}
      {isFinalJobState(state) ? (
        <>
          <AgainButtons />
          <RetryButtons />
        </>
      ) : (
        cancelable && <CancelButton />
      )}
    </div>
  );
}

const sayWhy = (what: string) => (error: { message: string }) => toast.error(what, { description: error.message });

function PauseButton() {
  const jobId = useLiveJob((job) => job.head.jobId);
  const pause = api.jobs.pause.useMutation({ onError: sayWhy('Not paused') });
  return (
    <Button disabled={pause.isPending} onClick={() => pause.mutate({ jobId })} title="Running devices finish first">
      <Pause /> Pause
    </Button>
  );
}

function CancelButton() {
  const jobId = useLiveJob((job) => job.head.jobId);
  const { running, pending, state } = useLiveJob(
    ({ progress }) => ({
      running: progress.counts.running,
      pending: progress.counts.pending,
      state: progress.state,
    }),
    shallowEqual,
  );
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlineDanger" disabled={state === 'canceling'} onClick={() => setOpen(true)}>
        <Ban /> Cancel
      </Button>
      <CancelDialog job={{ jobId, running, pending }} open={open} onOpenChange={setOpen} />
    </>
  );
}

function RetryButtons() {
  const { failed, unfinished } = useLiveJob(
    ({ progress: { counts } }) => ({ failed: counts.failed, unfinished: counts.total - counts.completed }),
    shallowEqual,
  );
  return (
    <>
      {failed > 0 && <RetryButton scope="failed" label={`Retry ${formatNumber(failed)} failed`} count={failed} />}
      {unfinished > failed && (
        <RetryButton
          scope="unfinished"
          label={`Retry ${formatNumber(unfinished)} unfinished`}
          count={unfinished}
          variant={failed > 0 ? 'secondary' : 'primary'}
        />
      )}
    </>
  );
}
