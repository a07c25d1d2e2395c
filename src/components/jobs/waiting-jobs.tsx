'use client';
import { JobCard } from './job-card';
import { useWaitingJobs } from './use-job-list';

/** Paused jobs, above all others: nothing happens to them until somebody decides. Absent where there are none. */
export function WaitingJobs() {
  const jobs = useWaitingJobs();
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="waiting-jobs" data-testid="needs-person" className="grid gap-2">
      <h2 id="waiting-jobs" className="font-medium">
        Needs a person <span className="text-muted-foreground tabular-nums">({jobs.length})</span>
      </h2>
      <div className="grid gap-3 2xl:grid-cols-2">
        {jobs.map((job) => (
          <JobCard key={job.jobId} job={job} />
        ))}
      </div>
    </section>
  );
}
