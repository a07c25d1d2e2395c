'use client';
import Link from 'next/link';
import type { Counts } from '@/domain/event-schema';
import { formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { Elapsed, TimeAgo } from '../ui/time';
import { AgainMenu } from './again-menu';
import { CountsBar } from './counts-bar';
import { jobView } from './state-catalogue';
import { StateMark } from './state-mark';
import { isActive, type JobListItem } from './use-job-list';

export function JobsTable({ jobs, label }: { jobs: readonly JobListItem[]; label: string }) {
  const { can } = useMe();
  return (
    <Table aria-label={label} className="table-fixed">
      <HeaderRow>
        <TableHead>Job</TableHead>
        <TableHead className="w-[9.5rem] sm:w-44">State</TableHead>
        <TableHead className="w-32 max-lg:hidden">
          <span className="sr-only">Progress</span>
        </TableHead>
        <TableHead className="w-28 text-right max-sm:hidden">Completed</TableHead>
        <TableHead className="w-20 text-right max-md:hidden">Failed</TableHead>
        <TableHead className="w-24 text-right max-md:hidden">Duration</TableHead>
        <TableHead className="w-28 max-md:hidden">Started</TableHead>
        <TableHead className="w-40 max-xl:hidden">By</TableHead>
        {can('operator') && <ActionsHead className="w-10" />}
      </HeaderRow>
      <TableBody>
        {jobs.map((job) => (
          <JobRow key={job.jobId} job={job} operator={can('operator')} />
        ))}
      </TableBody>
    </Table>
  );
}

const notCompleted = (counts: Counts) => counts.failed + counts.unknown;

function JobRow({ job, operator }: { job: JobListItem; operator: boolean }) {
  const failed = notCompleted(job.counts);
  return (
    <TableRow data-testid="job-row" data-job={job.jobId} data-state={job.state} className="relative max-sm:h-11">
      <TableCell className="truncate max-sm:py-1">
        <Link
          href={`/jobs/${job.jobId}`}
          title={job.title}
          className="font-medium max-sm:line-clamp-2 max-sm:whitespace-normal after:absolute after:inset-0 after:z-1 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
        >
          {job.title}
        </Link>
      </TableCell>
      <TableCell>
        <StateMark view={jobView(job)}>
          {isActive(job) ? `${jobView(job).label} · ${job.percent} %` : undefined}
        </StateMark>
      </TableCell>
      <TableCell className="max-lg:hidden">
        <CountsBar counts={job.counts} label={`Progress of ${job.title}`} />
      </TableCell>
      <TableCell className="text-right tabular-nums max-sm:hidden">
        {formatNumber(job.counts.completed)}
        <span className="text-muted-foreground">/{formatNumber(job.counts.total)}</span>
      </TableCell>
      <TableCell
        className={`text-right tabular-nums max-md:hidden ${failed > 0 ? 'text-state-failed' : 'text-muted-foreground'}`}
      >
        {formatNumber(failed)}
      </TableCell>
      <TableCell className="text-right tabular-nums max-md:hidden">
        {job.startedAt ? <Elapsed since={job.startedAt} until={job.endedAt} /> : '–'}
      </TableCell>
      <TableCell className="max-md:hidden">
        <TimeAgo at={job.startedAt ?? job.createdAt} className="relative z-2 text-muted-foreground" />
      </TableCell>
      <TableCell className="truncate text-muted-foreground max-xl:hidden" title={job.createdBy}>
        {job.createdBy}
      </TableCell>
      {operator && (
        <ActionsCell>
          {/* Above the link that is the whole row. */}
          <span className="relative z-2">
            <AgainMenu job={job} />
          </span>
        </ActionsCell>
      )}
    </TableRow>
  );
}
