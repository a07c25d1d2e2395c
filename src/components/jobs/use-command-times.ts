'use client';
import { useMemo } from 'react';
import { isFinalJobState } from '@/domain/job';
import { api } from '../shell/api';
import { useLiveJob } from './progress-context';
import type { UsualTime } from './stuck';

/** What is usual moves slowly. */
const INTERVAL_MS = 15_000;

/** By the command's index in the plan, from this job's own devices and those of the job before; empty before the answer. */
export function useCommandTimes(): ReadonlyMap<number, UsualTime> {
  const jobId = useLiveJob((job) => job.head.jobId);
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const { data } = api.jobs.commandTimes.useQuery(
    { jobId },
    { enabled: !ended, refetchInterval: ended ? false : INTERVAL_MS, refetchOnWindowFocus: false },
  );
  return useMemo(() => new Map(data?.map((time) => [time.index, time])), [data]);
}
