'use client';
import { ListX } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { type ReactNode, useSyncExternalStore } from 'react';
import { isFinalJobState } from '@/domain/job';
import { useHeardClock } from '../shell/heard-clock';
import { Button } from '../ui/button';
import { EmptyState, ErrorState } from '../ui/notice';
import { Skeleton, SkeletonRows } from '../ui/skeleton';
import { NowContext } from '../ui/use-now';
import { useTurns } from '../ui/use-turns';
import { CredentialNotice } from './credential-notice';
import { EndedNotice } from './ended-notice';
import { FilterChips } from './filter-chips';
import { FleetGrid } from './fleet-grid';
import { GroupWall } from './group-wall';
import { JobHeader } from './job-header';
import { JobPresence } from './job-presence';
import { JobSkeleton } from './job-skeleton';
import { NowRunning } from './now-running';
import { OverallProgress } from './overall-progress';
import { PausedNotice } from './paused-notice';
import { ProgressContext, useLiveJob } from './progress-context';
import type { ProgressStore } from './progress-store';
import { ReplayContext } from './replay-context';
import type { ReplayStore } from './replay-store';
import { StopRuleMeters } from './stop-rule-meters';
import { useJobProgress } from './use-job-progress';
import { useReplay } from './use-replay';

/** Below what is live, and most of the page's code. */
const JobTabs = dynamic(() => import('./job-tabs'), { ssr: false, loading: () => <SkeletonRows /> });
const DevicePanel = dynamic(() => import('./device-panel').then((module) => module.DevicePanel), { ssr: false });
/** Of jobs that are over, and only where somebody looks back. */
const ReplayBar = dynamic(() => import('./replay-bar').then((module) => module.ReplayBar), {
  ssr: false,
  loading: () => <Skeleton className="h-21" />,
});

/** One job, live while it runs and as history afterwards. */
export function JobPage({ jobId }: { jobId: string }) {
  const { store, problem } = useJobProgress(jobId);
  const known = useSyncExternalStore(
    store.subscribe,
    () => store.get() !== null,
    () => false,
  );
  if (!known) {
    if (problem?.kind === 'not_found') return <NoSuchJob />;
    if (problem) return <ErrorState title="This job could not be loaded" message={problem.message} />;
    return <JobSkeleton />;
  }
  return <JobAtMoment store={store} />;
}

/** The job as it is, or as it was: everything below reads it from the context and knows no difference. */
function JobAtMoment({ store }: { store: ProgressStore }) {
  const { replay, problem } = useReplay(store);
  const clock = useHeardClock();
  if (!replay) {
    return (
      <ProgressContext value={store}>
        <NowContext value={clock}>
          <JobPresence />
          <JobViews />
        </NowContext>
      </ProgressContext>
    );
  }
  return (
    <PastMoment replay={replay}>
      <ReplayBar problem={problem} />
      <JobViews />
    </PastMoment>
  );
}

function PastMoment({ replay, children }: { replay: ReplayStore; children: ReactNode }) {
  return (
    <ReplayContext value={replay}>
      <ProgressContext value={replay.progress}>
        <NowContext value={replay.clock}>{children}</NowContext>
      </ProgressContext>
    </ReplayContext>
  );
}

function JobViews() {
  const turns = useTurns(2);
  return (
    <>
      <div className="grid gap-3">
        <JobHeader />
        <OverallProgress />
        <StopRuleMeters />
      </div>
      <PausedNotice />
      <EndedNotice />
      <CredentialNotice />
      <FilterChips />
      {/* A wall of screens has place for the details beside what is live. */}
      <div className="grid items-start gap-4 *:min-w-0 min-[3000px]:grid-cols-[3fr_2fr]">
        <div className="grid gap-4 *:min-w-0">
          <Now />
          {turns > 0 ? <FleetGrid /> : <Skeleton className="h-80" />}
        </div>
        {turns > 1 ? <JobTabs /> : <SkeletonRows />}
      </div>
      {turns > 1 && <DevicePanel />}
    </>
  );
}

/** Sessions and wall side by side; once all sessions are closed the wall has the whole width. */
function Now() {
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  if (ended) return <GroupWall />;
  return (
    <div className="grid gap-4 max-lg:[&>:first-child]:order-2 lg:grid-cols-2 2xl:grid-cols-[2fr_3fr]">
      <NowRunning />
      <GroupWall />
    </div>
  );
}

function NoSuchJob() {
  return (
    <EmptyState
      icon={ListX}
      title="There is no such job"
      actions={
        <Button asChild>
          <Link href="/jobs">All jobs</Link>
        </Button>
      }
    >
      The link may be cut off, or the job belongs to another portal.
    </EmptyState>
  );
}
