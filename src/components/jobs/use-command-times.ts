'use client';
import { useMemo } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { api } from '../shell/api';
import { useLiveJob, usePositionOf } from './progress-context';
import { useReplaying } from './replay-context';
import { type UsualTime, usualOn } from './stuck';
import { useJobGroups } from './use-job-groups';

/** What is usual moves slowly. */
const INTERVAL_MS = 15_000;

/**
 * What is usual for the command that a device is at, on its platform: from this job's own devices and those of the job
 * before; undefined before the answer. A replay goes by what the finished job says.
 */
export function useCommandTimes(): (device: DeviceProgress) => UsualTime | undefined {
  const jobId = useLiveJob((job) => job.head.jobId);
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const replaying = useReplaying();
  const { data } = api.jobs.commandTimes.useQuery(
    { jobId },
    {
      enabled: !ended,
      refetchInterval: ended || replaying ? false : INTERVAL_MS,
      staleTime: replaying ? Number.POSITIVE_INFINITY : 0,
      refetchOnWindowFocus: false,
    },
  );
  const platforms = useJobGroups()?.platform;
  const positionOf = usePositionOf();
  return useMemo(() => {
    const times = new Map(data?.map((time) => [time.index, time]));
    return ({ deviceId, commandIndex }) =>
      usualOn(platforms?.[positionOf(deviceId)] ?? undefined, times.get(commandIndex - 1));
  }, [data, platforms, positionOf]);
}
