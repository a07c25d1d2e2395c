import type { PlannedDevice } from './job';
import type { JobOptions } from './job-options-schema';
import { batchOfPosition } from './pacing';

type Unbatched = Omit<PlannedDevice, 'batch'>;

/** Devices in the order in which they start, with their batch; the canary, where there is one, is batch 1. */
export function inBatches<T extends Unbatched>(
  devices: readonly T[],
  batchSize: number,
  { order, canary }: Pick<JobOptions, 'order' | 'canary'>,
): (T & { batch: number })[] {
  const ordered = order === 'spread' ? spread(devices) : [...devices];
  const first = canary ? canaryOf(ordered, canary) : new Set<T>();
  const rest = ordered.filter((device) => !first.has(device));
  const before = first.size > 0 ? 1 : 0;
  return [
    ...[...first].map((device) => ({ ...device, batch: 1 })),
    ...rest.map((device, position) => ({ ...device, batch: before + batchOfPosition(position, batchSize) })),
  ];
}

function canaryOf<T extends Unbatched>(
  devices: readonly T[],
  { size, perPlatformAndCountry }: NonNullable<JobOptions['canary']>,
): Set<T> {
  if (!perPlatformAndCountry) return new Set(devices.slice(0, size ?? 0));
  const firsts = new Map<string, T>();
  for (const device of devices) {
    const kind = `${device.platform} ${device.country}`;
    if (!firsts.has(kind)) firsts.set(kind, device);
  }
  return new Set(firsts.values());
}

/** Each country's devices at even distances over the whole order, so that every stretch has its share of each. */
function spread<T extends Unbatched>(devices: readonly T[]): T[] {
  const totals = new Map<string, number>();
  for (const { country } of devices) totals.set(country, (totals.get(country) ?? 0) + 1);
  const seen = new Map<string, number>();
  return devices
    .map((device) => {
      const nth = seen.get(device.country) ?? 0;
      seen.set(device.country, nth + 1);
      return { device, at: (nth + 0.5) / totals.get(device.country)! };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ device }) => device);
}
