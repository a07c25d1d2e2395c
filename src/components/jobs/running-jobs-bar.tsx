'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { formatNumber } from '@/domain/format';
import { doneOf } from '@/domain/progress';
import { CountsBar } from './counts-bar';
import { jobView } from './state-catalogue';
import { StateIcon } from './state-mark';
import { useRecentJobs } from './use-job-list';

/** The job at work follows from page to page as a slim bar; it is absent on its own page and on the overview. */
export function RunningJobsBar() {
  const { active } = useRecentJobs();
  const pathname = usePathname();
  const [job, ...others] = active.filter(({ jobId }) => pathname !== `/jobs/${jobId}`);
  if (!job || pathname === '/') return null;
  const view = jobView(job);
  return (
    <div
      data-slot="running-jobs"
      data-testid="running-job"
      className="flex h-8 items-center gap-3 border-b bg-card px-4 text-xs md:px-6"
    >
      <Link href={`/jobs/${job.jobId}`} className="flex min-w-0 flex-1 items-center gap-2 hover:underline">
        <StateIcon view={view} />
        <span className="truncate font-medium">{job.title}</span>
        <span className={`max-sm:sr-only ${view.text}`}>{view.label}</span>
      </Link>
      <CountsBar counts={job.counts} label={`Progress of ${job.title}`} className="w-24 sm:w-64" />
      <span className="whitespace-nowrap text-right tabular-nums">
        {job.percent} %
        <span className="text-muted-foreground max-sm:hidden">
          {' · '}
          {formatNumber(doneOf(job.counts))} of {formatNumber(job.counts.total)}
        </span>
      </span>
      {others.length > 0 && (
        <Link href="/jobs" className="whitespace-nowrap text-link hover:underline">
          and {others.length} more
        </Link>
      )}
    </div>
  );
}
