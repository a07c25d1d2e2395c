'use client';
import { useMemo } from 'react';
import type { DevicePlatform } from '@/domain/device';
import { isFinalJobState } from '@/domain/job';
import { api } from '../shell/api';
import type { PlatformOf } from './failure-matrix';
import { useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';

const RUNNING_MS = 3000;

/** Platforms of the devices that failed; those that failed a moment ago come with the next answer. */
export function useFailedPlatforms(): PlatformOf {
  const jobId = useLiveJob((job) => job.head.jobId);
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const standing = useReplaying() || ended;
  const { data } = api.jobs.failures.useQuery({ jobId }, { refetchInterval: standing ? false : RUNNING_MS });
  return useMemo(() => {
    const platforms = new Map<string, DevicePlatform>();
    for (const { deviceIds, platform } of data?.groups ?? []) for (const id of deviceIds) platforms.set(id, platform);
    return (deviceId) => platforms.get(deviceId) ?? null;
  }, [data]);
}
