'use client';
import { useMemo } from 'react';
import { isFinalJobState } from '@/domain/job';
import { devicesPerMinute, limitedBy, remainingMs } from '@/domain/job-speed';
import { api, type Outputs } from '../shell/api';
import { useLiveJob } from './progress-context';
import { useReplayMoment } from './replay-context';

/** The forecast moves slowly; what moves fast comes with the live stream. */
const INTERVAL_MS = 5000;

export type JobNumbers = Outputs['jobs']['forecast'];

/**
 * Speed and forecast of `jobs.forecast`, asked for anew while the job runs, null before the first answer. In a replay what was
 * to be said at its moment, by the same functions; without a forecast until the first device had completed.
 */
export function useJobNumbers(): JobNumbers | null {
  const jobId = useLiveJob((job) => job.head.jobId);
  const state = useLiveJob((job) => job.progress.state);
  const past = usePastNumbers();
  const standing = isFinalJobState(state) || state === 'paused';
  const { data } = api.jobs.forecast.useQuery(
    { jobId },
    {
      enabled: past === undefined,
      refetchInterval: standing ? false : INTERVAL_MS,
      staleTime: standing ? Number.POSITIVE_INFINITY : 0,
    },
  );
  return past ?? data ?? null;
}

/** Undefined outside of a replay. */
function usePastNumbers(): JobNumbers | undefined {
  const moment = useReplayMoment();
  // A speed over a minute is no other one within the second.
  const second = moment === null ? null : Math.floor(moment / 1000);
  const job = useLiveJob((live) => (second === null ? null : live));
  return useMemo(() => {
    if (second === null || job === null) return undefined;
    const { head, progress } = job;
    const now = second * 1000;
    const left = remainingMs(head, progress, []);
    return {
      remainingMs: left?.basis === 'assumed' ? null : left,
      devicesPerMinute: devicesPerMinute(progress, now),
      limitedBy: limitedBy(head, progress, now),
      usualMs: null,
    };
  }, [second, job]);
}
