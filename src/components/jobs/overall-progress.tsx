'use client';
import { formatNumber, formatPercent } from '@/domain/format';
import { CountsBar } from './counts-bar';
import { CountsLine } from './counts-line';
import { countedOf } from './counts-words';
import { JobClocks } from './job-clocks';
import { PhaseLine } from './phase-line';
import { shallowEqual, useLiveJob } from './progress-context';

/** How far, how fast, in which phase. */
export function OverallProgress() {
  const counts = useLiveJob((job) => job.progress.counts, shallowEqual);
  const done = countedOf(counts);
  const leftOut = counts.pending + counts.running === 0 && done < counts.total;
  return (
    <div className="grid gap-2">
      <CountsBar counts={counts} label="Devices done" className="h-2.5" data-testid="overall-progress" />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p className="tabular-nums">
          <span className="font-medium text-sm">
            {formatNumber(done)} of {formatNumber(counts.total)}
            {leftOut && ' ran'}
          </span>
          <span className="text-muted-foreground"> · </span>
          <span data-testid="job-percent" className="font-medium text-sm">
            {formatPercent(done, counts.total)}
          </span>
        </p>
        <JobClocks />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <PhaseLine />
        <CountsLine counts={counts} />
      </div>
    </div>
  );
}
