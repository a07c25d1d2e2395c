'use client';
import Link from 'next/link';
import { formatCount, formatNumber, formatPercent } from '@/domain/format';
import { doneOf } from '@/domain/progress';
import { Card } from '../ui/card';
import { Elapsed } from '../ui/time';
import { CountsBar } from './counts-bar';
import { CountsLine } from './counts-line';
import { reasonWords } from './reason-words';
import { jobView } from './state-catalogue';
import { StateIcon } from './state-mark';
import type { JobListItem } from './use-job-list';

/** A job at work, on the overview. */
export function JobCard({ job }: { job: JobListItem }) {
  const view = jobView(job);
  const done = doneOf(job.counts);
  return (
    <Card data-testid="active-job" className="relative grid grid-cols-[minmax(0,1fr)] gap-2.5 p-4 hover:bg-muted/40">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="flex min-w-0 items-center gap-2 font-medium text-sm">
          <StateIcon view={view} className="size-4" />
          <Link href={`/jobs/${job.jobId}`} className="truncate after:absolute after:inset-0 after:z-1">
            {job.title}
          </Link>
          <span className={`whitespace-nowrap font-normal text-xs ${view.text}`}>{view.label}</span>
        </h3>
        {job.startedAt && (
          <span className="text-muted-foreground text-xs">
            elapsed <Elapsed since={job.startedAt} className="text-foreground" />
          </span>
        )}
      </div>
      {job.state === 'paused' && job.stateReason && (
        <p className="text-muted-foreground text-xs">
          {job.stateReason.startsWith('by ') && 'paused '}
          {reasonWords(job.stateReason)} · {formatCount(job.counts.pending, 'device')} left
        </p>
      )}
      <CountsBar counts={job.counts} label={`Progress of ${job.title}`} className="h-2" />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span className="tabular-nums">
          {formatNumber(done)} of {formatNumber(job.counts.total)} · {formatPercent(done, job.counts.total)}
        </span>
        <CountsLine counts={job.counts} />
      </div>
    </Card>
  );
}
