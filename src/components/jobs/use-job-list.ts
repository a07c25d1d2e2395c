'use client';
import { usePathname } from 'next/navigation';
import { useMemo } from 'react';
import type { JobState } from '@/domain/job';
import { isFinalJobState } from '@/domain/job';
import { api, type Inputs, type Outputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';

export type JobListItem = Outputs['jobs']['list']['items'][number];

const ACTIVE_INTERVAL_MS = 2000;
/** The page of the only job at work has a stream of its own. */
const FOLLOWED_INTERVAL_MS = 5000;
const IDLE_INTERVAL_MS = 10_000;
const WAITING_INTERVAL_MS = 4000;
/** Nobody looks; the tab's title and a notification at the end are all that needs it. */
const HIDDEN_INTERVAL_MS = 10_000;
const RECENT = 20;

/** The newest jobs, asked for more often while one of them is at work. One query for all who show it. */
export function useRecentJobs() {
  const pathname = usePathname();
  const query = api.jobs.list.useQuery(
    { limit: RECENT },
    {
      refetchInterval: ({ state }) => recentIntervalMs(state.data?.items, pathname),
      refetchIntervalInBackground: true,
    },
  );
  const active = useMemo(() => query.data?.items.filter(isActive) ?? [], [query.data]);
  return { ...query, active };
}

function recentIntervalMs(items: readonly JobListItem[] | undefined, pathname: string): number {
  if (typeof document !== 'undefined' && document.hidden) return HIDDEN_INTERVAL_MS;
  const active = items?.filter(isActive) ?? [];
  if (active.length === 0) return IDLE_INTERVAL_MS;
  return active.every(({ jobId }) => pathname === `/jobs/${jobId}`) ? FOLLOWED_INTERVAL_MS : ACTIVE_INTERVAL_MS;
}

/** Paused jobs, however old: they do nothing until somebody decides. */
export function useWaitingJobs(): readonly JobListItem[] {
  const { data } = api.jobs.list.useQuery({ state: 'paused', limit: PAGE }, { refetchInterval: WAITING_INTERVAL_MS });
  return data?.items ?? NONE;
}

const NONE: readonly JobListItem[] = [];

/** Whether the job does nothing until a person decides. */
export const needsPerson = (job: { state: JobState }): boolean => job.state === 'paused';

export const isActive = (job: { state: JobState }): boolean => !isFinalJobState(job.state);

const PAGE = 50;

/** The history, page by page. */
export function useJobHistory(filter: { state: JobState | null; search: string; templateId: string | null }) {
  const { client } = api.useUtils();
  return usePageQuery<NonNullable<Inputs['jobs']['list']>, JobListItem>({
    path: ['jobs', 'list'],
    input: {
      limit: PAGE,
      ...(filter.state ? { state: filter.state } : {}),
      ...(filter.search.trim() ? { search: filter.search.trim() } : {}),
      ...(filter.templateId === null ? {} : { templateId: filter.templateId }),
    },
    fetchPage: (input, signal) => client.jobs.list.query(input, { signal }),
    refetchInterval: (jobs) => (jobs.some(isActive) ? ACTIVE_INTERVAL_MS : false),
  });
}
