'use client';
import { useMemo } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { api } from '../shell/api';
import { useLiveJob } from './progress-context';
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
  const platformOf = usePlatforms();
  return useMemo(() => {
    const times = new Map(data?.map((time) => [time.index, time]));
    return ({ deviceId, commandIndex }) => usualOn(platformOf.get(deviceId), times.get(commandIndex - 1));
  }, [data, platformOf]);
}

/** By device; empty before they are known. */
function usePlatforms(): ReadonlyMap<string, string> {
  const platforms = useJobGroups()?.platform;
  const ids = useLiveJob((job) => job.progress.devices, samePlan);
  return useMemo(
    () => new Map(platforms ? ids.map(({ deviceId }, position) => [deviceId, platforms[position]!]) : []),
    [ids, platforms],
  );
}

/** A plan does not change while its job runs: the first devices that were seen will do. */
const samePlan = (a: readonly DeviceProgress[], b: readonly DeviceProgress[]) =>
  a.length === b.length && a[0]?.deviceId === b[0]?.deviceId;
