'use client';
import { memo } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { BatchProgress } from '@/domain/progress';
import { useMe } from '../account/use-me';
import { formatClock, formatExact, formatNumber } from '../ui/format';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table';
import { Elapsed } from '../ui/time';
import { CountsBar } from './counts-bar';
import { shallowEqual, useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { RetryButton } from './retry-button';
import { useRunFilters } from './run-params';
import { BATCH_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

export function BatchesTable() {
  const batches = useLiveJob((job) => job.progress.batches);
  const { setFilters } = useRunFilters();
  const { can } = useMe();
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const replaying = useReplaying();
  const retries = ended && !replaying && can('operator');
  return (
    <Table aria-label="Batches">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead className="text-right">Batch</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="w-full min-w-24">Progress</TableHead>
          <TableHead className="text-right">Completed</TableHead>
          <TableHead className="text-right">Failed</TableHead>
          <TableHead className="text-right">Devices</TableHead>
          <TableHead className="text-right max-sm:hidden">Started</TableHead>
          <TableHead className="text-right">Duration</TableHead>
          {retries && <TableHead className="sr-only">Retry</TableHead>}
        </TableRow>
      </TableHeader>
      <TableBody>
        {batches.map((batch) => (
          <BatchRow key={batch.index} batch={batch} retries={retries} setFilters={setFilters} />
        ))}
      </TableBody>
    </Table>
  );
}

interface BatchRowProps {
  batch: BatchProgress;
  /** Whether what did not complete may be tried again. */
  retries: boolean;
  setFilters: ReturnType<typeof useRunFilters>['setFilters'];
}

const BatchRow = memo(
  function BatchRow({ batch, retries, setFilters }: BatchRowProps) {
    const offsetMs = useLiveJob((job) => job.clockOffsetMs);
    const unfinished = batch.size - batch.counts.completed;
    const other = batch.size - batch.counts.completed - batch.counts.pending - batch.counts.running;
    return (
      <TableRow data-testid="batch-row" data-batch={batch.index} data-state={batch.state}>
        <TableCell className="text-right tabular-nums">
          <button
            type="button"
            className="text-link hover:underline"
            onClick={() => setFilters({ tab: 'devices', batch: batch.index })}
          >
            {batch.index}
          </button>
        </TableCell>
        <TableCell>
          <StateMark view={BATCH_STATE_VIEWS[batch.state]} />
        </TableCell>
        <TableCell>
          <CountsBar counts={batch.counts} label={`Batch ${batch.index}`} />
        </TableCell>
        <TableCell className="text-right tabular-nums">{formatNumber(batch.counts.completed)}</TableCell>
        <TableCell className={`text-right tabular-nums ${other > 0 ? 'text-state-failed' : 'text-muted-foreground'}`}>
          {formatNumber(other)}
        </TableCell>
        <TableCell className="text-right tabular-nums">{formatNumber(batch.size)}</TableCell>
        <TableCell className="text-right tabular-nums max-sm:hidden">
          {batch.startedAt ? <time title={formatExact(batch.startedAt)}>{formatClock(batch.startedAt)}</time> : '–'}
        </TableCell>
        <TableCell className="text-right tabular-nums">
          {batch.startedAt ? <Elapsed since={batch.startedAt} until={batch.endedAt} offsetMs={offsetMs} /> : '–'}
        </TableCell>
        {retries && (
          <TableCell className="py-1 text-right">
            {unfinished > 0 && (
              <RetryButton
                scope="batch"
                batch={batch.index}
                label={`Retry ${formatNumber(unfinished)}`}
                count={unfinished}
                variant="secondary"
                size="sm"
              />
            )}
          </TableCell>
        )}
      </TableRow>
    );
  },
  // Batches are copied at each frame; only what they hold counts.
  (before, after) =>
    before.retries === after.retries &&
    before.batch.state === after.batch.state &&
    before.batch.endedAt === after.batch.endedAt &&
    before.batch.startedAt === after.batch.startedAt &&
    shallowEqual(before.batch.counts, after.batch.counts),
);
