'use client';
import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import { formatCount } from '@/domain/format';
import { JobCard } from '../jobs/job-card';
import { NewJobButton } from '../jobs/jobs-page';
import { JobsTable } from '../jobs/jobs-table';
import { isActive, needsPerson, useRecentJobs } from '../jobs/use-job-list';
import { api } from '../shell/api';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';

/** What is at work now, and what was. */
export function OverviewJobs() {
  const { data, error, active, isPending, refetch } = useRecentJobs();
  const countries = api.devices.countries.useQuery();
  if (error && !data) {
    return (
      <Card>
        <ErrorState title="The jobs could not be loaded" message={error.message} onRetry={() => void refetch()} />
      </Card>
    );
  }
  if (isPending) {
    return (
      <Card>
        <SkeletonRows rows={6} />
      </Card>
    );
  }
  const atWork = active.filter((job) => !needsPerson(job));
  const ended = data.items.filter((job) => !isActive(job)).slice(0, 10);
  if (data.items.length === 0) {
    // Devices come first: the inventory below says how.
    if (countries.data?.length === 0) return null;
    return (
      <Card>
        <EmptyState icon={ListChecks} title="No job has run yet" actions={<NewJobButton />}>
          Pick devices and commands, look at the plan, press Start and watch.
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      {atWork.length > 0 && (
        <section aria-labelledby="active-jobs" className="grid gap-2">
          <h2 id="active-jobs" className="font-medium">
            Running now
          </h2>
          <div className="grid gap-3 2xl:grid-cols-2 2xl:[&>:only-child]:col-span-2">
            {atWork.map((job) => (
              <JobCard key={job.jobId} job={job} />
            ))}
          </div>
        </section>
      )}
      {ended.length > 0 && (
        <section aria-labelledby="recent-jobs" className="grid gap-2">
          <div className="flex items-baseline justify-between">
            <h2 id="recent-jobs" className="font-medium">
              Recent jobs
            </h2>
            <Link href="/jobs" className="text-link text-xs hover:underline">
              {data.total === 1 ? 'All jobs' : `All ${formatCount(data.total, 'job')}`}
            </Link>
          </div>
          <JobsTable jobs={ended} label="Recent jobs" />
        </section>
      )}
    </>
  );
}
