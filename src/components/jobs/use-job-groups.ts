'use client';
import { useMemo } from 'react';
import { wordsOf } from '@/domain/job-groups';
import type { JobGroups } from '@/domain/job-groups-schema';
import type { DeviceProgress } from '@/domain/progress';
import { api } from '../shell/api';
import { useLiveDevices, useLiveJob } from './progress-context';
import { type DeviceGroups, matcherOf, type RunFilter, type RunMatch } from './run-filter';
import { useRunFilters } from './run-params';

/** Platform, site and area of each device, asked for once; null before the answer. */
export function useJobGroups(): DeviceGroups | null {
  const jobId = useLiveJob((job) => job.head.jobId);
  const { data } = api.jobs.groups.useQuery(
    { jobId },
    { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
  );
  return useMemo(() => (data ? decoded(data) : null), [data]);
}

function decoded({ platform, site, area }: JobGroups): DeviceGroups {
  return {
    ...(platform && { platform: wordsOf(platform) }),
    ...(site && { site: wordsOf(site) }),
    ...(area && { area: wordsOf(area) }),
  };
}

/** What the address of the page filters by, apart from `except`; null: nothing. */
export function useRunMatch(except?: keyof RunFilter): RunMatch | null {
  const groups = useJobGroups();
  const { filters } = useRunFilters();
  return useMemo(() => matcherOf(filters, groups, except), [filters, groups, except]);
}

/** The devices that the page is filtered to, in the order of the plan. */
export function useShownDevices(): readonly DeviceProgress[] {
  const devices = useLiveDevices();
  const matches = useRunMatch();
  return useMemo(() => (matches ? devices.filter(matches) : devices), [devices, matches]);
}
