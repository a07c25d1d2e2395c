'use client';
import Link from 'next/link';
import { formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { Badge } from '../ui/badge';
import { TimeAgo } from '../ui/time';
import { CompareButton } from './compare-button';
import { CONTROL_WORDS } from './control-history';
import { DownloadMenu } from './download-menu';
import { endsEarly } from './ended-notice';
import { JobControls } from './job-controls';
import { MadeFrom } from './made-from';
import { asksForPerson } from './paused-notice';
import { shallowEqual, useLiveJob } from './progress-context';
import { reasonWords } from './reason-words';
import { ReplayButton } from './replay-button';
import { jobView } from './state-catalogue';
import { StateIcon } from './state-mark';
import { currentBatch, stopPoint } from './stop-after-batch';

export function JobHeader() {
  const head = useLiveJob((job) => job.head);
  const { state, outcome, batch, stopping } = useLiveJob(
    ({ progress }) => ({
      state: progress.state,
      outcome: progress.outcome,
      batch: currentBatch(progress.batches),
      stopping: progress.record.stopAfterBatch && !isFinalJobState(progress.state),
    }),
    shallowEqual,
  );
  const view = jobView({ state, outcome });
  return (
    // On a phone what is going on comes first, and what can be done about it below: parts of the grid around it.
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 max-sm:contents">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <span className="flex min-w-0 items-start gap-x-2.5">
            <StateIcon view={view} className="mt-1.25 size-4.5" />
            <h1 className="min-w-0 break-words font-semibold text-lg tracking-tight">{head.title}</h1>
          </span>
          <span data-testid="job-state" data-state={state} className={`font-medium ${view.text}`}>
            {view.label}
          </span>
          <span className="text-muted-foreground tabular-nums">
            batch {formatNumber(batch)} of {formatNumber(head.totalBatches)}
          </span>
          {stopping && (
            <Badge variant="warning" role="status" data-testid="stops-after-batch">
              stops after {stopPoint(head.strategy, batch)}
            </Badge>
          )}
        </div>
        <p className="mt-0.5 text-muted-foreground text-xs">
          by {head.createdBy} · <TimeAgo at={head.createdAt} />
          {head.retryOf && (
            <>
              {' · '}
              <Link href={`/jobs/${head.retryOf}`} className="text-link hover:underline">
                retry of an earlier job
              </Link>
            </>
          )}
          <MadeFrom />
          <Reason />
        </p>
      </div>
      <div className="flex flex-wrap gap-2 max-sm:order-1">
        <ReplayButton />
        <CompareButton />
        <DownloadMenu />
        <JobControls />
      </div>
    </div>
  );
}

/** Who brought the job into this state, or what did, unless a notice below says so at length. */
function Reason() {
  const reason = useLiveJob(({ progress }) =>
    asksForPerson(progress) || endsEarly(progress) ? null : progress.stateReason,
  );
  const control = useLiveJob((job) => job.progress.record.controls.at(-1) ?? null);
  if (!reason) return null;
  if (control && reason === `by ${control.by}`) {
    return (
      <span className="text-state-paused">
        {' · '}
        {CONTROL_WORDS[control.action]} by {control.by} <TimeAgo at={control.at} />
      </span>
    );
  }
  return <span className="text-state-paused"> · {reasonWords(reason)}</span>;
}
