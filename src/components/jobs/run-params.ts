'use client';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { DEVICE_RUN_STATES } from '@/domain/job';

export const JOB_TABS = ['devices', 'batches', 'failures', 'outputs', 'plan'] as const;
export type JobTab = (typeof JOB_TABS)[number];

/** What the job page keeps in its address: the tab and the filters of the device list. */
export function useRunFilters() {
  const [filters, setFilters] = useQueryStates(
    {
      tab: parseAsStringLiteral(JOB_TABS).withDefault('devices'),
      state: parseAsStringLiteral(DEVICE_RUN_STATES),
      country: parseAsString,
      batch: parseAsInteger,
      q: parseAsString.withDefault(''),
    },
    { history: 'replace' },
  );
  return { filters, setFilters };
}

/** The device whose panel is open, as `?device=…`; Back closes it. */
export function useDeviceParam() {
  return useQueryState('device', parseAsString.withOptions({ history: 'push' }));
}
