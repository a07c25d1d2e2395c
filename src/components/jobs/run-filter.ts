import type { DeviceProgress } from '@/domain/progress';

export interface RunFilter {
  readonly state: DeviceProgress['state'] | null;
  readonly country: string | null;
  readonly batch: number | null;
  /** Part of the name, in any case. */
  readonly q: string;
}

/** The devices that match all given filters, in the order of the plan. */
export function filterRuns(devices: readonly DeviceProgress[], filter: RunFilter): readonly DeviceProgress[] {
  const search = filter.q.trim().toLowerCase();
  if (!filter.state && !filter.country && filter.batch === null && search === '') return devices;
  return devices.filter(
    (device) =>
      (!filter.state || device.state === filter.state) &&
      (!filter.country || device.country === filter.country) &&
      (filter.batch === null || device.batch === filter.batch) &&
      (search === '' || device.deviceName.toLowerCase().includes(search)),
  );
}

export const isFiltered = (filter: RunFilter): boolean =>
  filter.state !== null || filter.country !== null || filter.batch !== null || filter.q.trim() !== '';
