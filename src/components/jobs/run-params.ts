'use client';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { FAILURE_KINDS } from '@/domain/failure';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { DIMENSIONS } from './wall-groups';

export const JOB_TABS = ['devices', 'batches', 'failures', 'outputs', 'charts', 'plan'] as const;
export type JobTab = (typeof JOB_TABS)[number];

/** What the job page keeps in its address: the tab and the filters, which are those of everything on it. */
export function useRunFilters() {
  const [filters, setFilters] = useQueryStates(
    {
      tab: parseAsStringLiteral(JOB_TABS).withDefault('devices'),
      state: parseAsStringLiteral(DEVICE_RUN_STATES),
      country: parseAsString,
      batch: parseAsInteger,
      failure: parseAsStringLiteral(FAILURE_KINDS),
      platform: parseAsString,
      site: parseAsString,
      area: parseAsString,
      q: parseAsString.withDefault(''),
    },
    { history: 'replace' },
  );
  return { filters, setFilters };
}

export const NO_FILTERS = {
  state: null,
  country: null,
  batch: null,
  failure: null,
  platform: null,
  site: null,
  area: null,
  q: null,
} as const;

export const WALL_VIEWS = ['tiles', 'map'] as const;
export type WallView = (typeof WALL_VIEWS)[number];

/** What the wall shows and by what it groups, as `?wall=map` and `?by=site`. */
export function useWallParams() {
  const [wall, setWall] = useQueryStates(
    {
      wall: parseAsStringLiteral(WALL_VIEWS).withDefault('tiles'),
      by: parseAsStringLiteral(DIMENSIONS).withDefault('country'),
    },
    { history: 'replace' },
  );
  return { ...wall, setWall };
}

/** The device whose panel is open, as `?device=…`; Back closes it. */
export function useDeviceParam() {
  return useQueryState('device', parseAsString.withOptions({ history: 'push' }));
}
