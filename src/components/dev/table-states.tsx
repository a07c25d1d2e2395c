'use client';
import { ListChecks, SearchX } from 'lucide-react';
import { JobCard } from '../jobs/job-card';
import { JobsTable } from '../jobs/jobs-table';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { SAMPLE_JOBS } from './sample-jobs';
import { StatesGroup } from './states-group';

/** Lists full, empty, on their way and broken. */
export function TableStates() {
  return (
    <>
      <StatesGroup title="Table of jobs">
        <JobsTable jobs={SAMPLE_JOBS} label="Sample jobs" />
      </StatesGroup>
      <StatesGroup title="One row">
        <JobsTable jobs={SAMPLE_JOBS.slice(0, 1)} label="One sample job" />
      </StatesGroup>
      <StatesGroup title="Cards">
        {SAMPLE_JOBS.slice(-3).map((job) => (
          <div key={`${job.jobId} ${job.title}`} className="w-full">
            <JobCard job={job} />
          </div>
        ))}
      </StatesGroup>
      <StatesGroup title="Empty">
        <Card className="w-full">
          <EmptyState icon={ListChecks} title="No job has run yet" actions={<Button variant="primary">New job</Button>}>
            Pick devices and commands, look at the plan, press Start and watch.
          </EmptyState>
        </Card>
        <Card className="w-full">
          <EmptyState icon={SearchX} title="No job matches" actions={<Button>Clear filters</Button>} />
        </Card>
      </StatesGroup>
      <StatesGroup title="Loading">
        <Card className="w-full">
          <SkeletonRows rows={4} />
        </Card>
      </StatesGroup>
      <StatesGroup title="Error">
        <Card className="w-full">
          <ErrorState title="The jobs could not be loaded" message="The server did not answer" onRetry={() => {}} />
        </Card>
      </StatesGroup>
    </>
  );
}
