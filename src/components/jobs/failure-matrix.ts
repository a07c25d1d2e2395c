import type { DevicePlatform } from '@/domain/device';
import type { FailureKind } from '@/domain/failure-schema';
import type { DeviceProgress } from '@/domain/progress';

/** Of one cause: how many devices of each platform in each country. */
export interface FailureMatrix {
  /** Most devices first; null where the platform is not known (yet). */
  readonly platforms: readonly { readonly platform: DevicePlatform | null; readonly total: number }[];
  readonly countries: readonly { readonly country: string; readonly total: number }[];
  count(platform: DevicePlatform | null, country: string): number;
}

export type PlatformOf = (deviceId: string) => DevicePlatform | null;

/** Devices by what went wrong, the commonest first. */
export function groupFailures(devices: readonly DeviceProgress[]): [FailureKind, DeviceProgress[]][] {
  const groups = new Map<FailureKind, DeviceProgress[]>();
  for (const device of devices) {
    if (!device.failure) continue;
    const group = groups.get(device.failure.kind);
    if (group) group.push(device);
    else groups.set(device.failure.kind, [device]);
  }
  return [...groups].sort(([a, as], [b, bs]) => bs.length - as.length || a.localeCompare(b));
}

export function failureMatrix(devices: readonly DeviceProgress[], platformOf: PlatformOf): FailureMatrix {
  const cells = new Map<string, number>();
  const [platforms, countries] = [new Map<DevicePlatform | null, number>(), new Map<string, number>()];
  const add = <K>(to: Map<K, number>, key: K) => to.set(key, (to.get(key) ?? 0) + 1);
  for (const { deviceId, country } of devices) {
    const platform = platformOf(deviceId);
    add(platforms, platform);
    add(countries, country);
    add(cells, `${platform} ${country}`);
  }
  const sorted = <K>(from: Map<K, number>) =>
    [...from].sort(([a, as], [b, bs]) => bs - as || String(a).localeCompare(String(b)));
  return {
    platforms: sorted(platforms).map(([platform, total]) => ({ platform, total })),
    countries: sorted(countries).map(([country, total]) => ({ country, total })),
    count: (platform, country) => cells.get(`${platform} ${country}`) ?? 0,
  };
}

/** A part of one cause; null is any. */
export interface Cell {
  readonly platform: DevicePlatform | null;
  readonly country: string | null;
}

export const inCell = (device: DeviceProgress, cell: Cell, platformOf: PlatformOf): boolean =>
  (cell.country === null || device.country === cell.country) &&
  (cell.platform === null || platformOf(device.deviceId) === cell.platform);
