'use client';
import Link from 'next/link';
import { formatNumber } from '../ui/format';
import { TimeAgo } from '../ui/time';
import { JobControls } from './job-controls';
import { shallowEqual, useLiveJob } from './progress-context';
import { jobView } from './state-catalogue';
import { StateIcon } from './state-mark';

export function JobHeader() {
  const head = useLiveJob((job) => job.head);
  const { state, outcome, stateReason, batch } = useLiveJob(
    ({ progress }) => ({
      state: progress.state,
      outcome: progress.outcome,
      stateReason: progress.stateReason,
      batch: currentBatch(progress.batches),
    }),
    shallowEqual,
  );
  const view = jobView({ state, outcome });
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <StateIcon view={view} className="size-4.5" />
          <h1 className="min-w-0 break-words font-semibold text-lg tracking-tight">{head.title}</h1>
          <span data-testid="job-state" data-state={state} className={`font-medium ${view.text}`}>
            {view.label}
          </span>
          <span className="text-muted-foreground tabular-nums">
            batch {formatNumber(batch)} of {formatNumber(head.totalBatches)}
          </span>
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
          {stateReason && <span className="text-state-paused"> · {stateReason.replaceAll('_', ' ')}</span>}
        </p>
      </div>
      <JobControls />
    </div>
  );
}

/** The last batch that was begun; 0 before the first. */
function currentBatch(batches: readonly { state: string }[]): number {
  for (let index = batches.length; index > 0; index -= 1) {
    if (batches[index - 1]?.state !== 'pending') return index;
  }
  return 0;
}
