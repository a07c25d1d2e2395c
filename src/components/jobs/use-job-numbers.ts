'use client';
import { isFinalJobState } from '@/domain/job';
import { api } from '../shell/api';
import { useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';

/** The forecast moves slowly; what moves fast comes with the live stream. */
const INTERVAL_MS = 3000;

/** Speed and forecast of `jobs.get`, asked for anew while the job runs; null before the first answer and in a replay. */
export function useJobNumbers() {
  const jobId = useLiveJob((job) => job.head.jobId);
  const state = useLiveJob((job) => job.progress.state);
  const replaying = useReplaying();
  const standing = isFinalJobState(state) || state === 'paused';
  const { data } = api.jobs.get.useQuery(
    { jobId },
    {
      enabled: !replaying,
      refetchInterval: standing ? false : INTERVAL_MS,
      staleTime: standing ? Number.POSITIVE_INFINITY : 0,
    },
  );
  return replaying ? null : (data ?? null);
}
