import type { FailureKind } from '@/domain/failure-schema';
import type { DeviceProgress } from '@/domain/progress';

export interface RunFilter {
  readonly state: DeviceProgress['state'] | null;
  readonly country: string | null;
  readonly batch: number | null;
  /** Part of the name, in any case. */
  readonly q: string;
  readonly failure?: FailureKind | null;
  /** These three need `DeviceGroups`; the empty word: those that have none. */
  readonly platform?: string | null;
  readonly site?: string | null;
  readonly area?: string | null;
}

/** What the stream does not bring of a device, by its place in the plan; absent where no device has any. */
export type DeviceGroups = Readonly<Partial<Record<(typeof GROUP_FIELDS)[number], readonly string[]>>>;
export const GROUP_FIELDS = ['platform', 'site', 'area'] as const;

export type RunMatch = (device: DeviceProgress, position: number) => boolean;

/**
 * Whether a device matches every given filter, `except` one. Filters by a group let all pass until the groups are known.
 * Null where nothing is filtered.
 */
export function matcherOf(filter: RunFilter, groups: DeviceGroups | null, except?: keyof RunFilter): RunMatch | null {
  const tests: RunMatch[] = [];
  const add = (field: keyof RunFilter, given: boolean, test: RunMatch) => {
    if (given && field !== except) tests.push(test);
  };
  const search = filter.q.trim().toLowerCase();
  add('state', filter.state !== null, (device) => device.state === filter.state);
  add('country', filter.country !== null, (device) => device.country === filter.country);
  add('batch', filter.batch !== null, (device) => device.batch === filter.batch);
  add('failure', filter.failure != null, (device) => device.failure?.kind === filter.failure);
  add('q', search !== '', (device) => device.deviceName.toLowerCase().includes(search));
  for (const field of GROUP_FIELDS) {
    const column = groups?.[field];
    add(field, filter[field] != null && column !== undefined, (_, position) => column![position] === filter[field]);
  }
  if (tests.length === 0) return null;
  return (device, position) => tests.every((test) => test(device, position));
}

/** The devices that match all given filters, in the order of the plan. */
export function filterRuns(
  devices: readonly DeviceProgress[],
  filter: RunFilter,
  groups: DeviceGroups | null = null,
): readonly DeviceProgress[] {
  const matches = matcherOf(filter, groups);
  return matches ? devices.filter(matches) : devices;
}

export const isFiltered = (filter: RunFilter): boolean =>
  filter.q.trim() !== '' ||
  [filter.state, filter.country, filter.batch, filter.failure, filter.platform, filter.site, filter.area].some(
    (value) => value != null,
  );
