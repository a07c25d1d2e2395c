import type { JobPlan, Strategy } from './job';

/** How many devices each batch has, in order: 25 devices at 10 are `[10, 10, 5]`. */
export function batchSizes(devices: readonly { readonly batch: number }[]): number[] {
  const sizes: number[] = [];
  for (const { batch } of devices) sizes[batch - 1] = (sizes[batch - 1] ?? 0) + 1;
  return sizes;
}

/** 1-based batch of the device at a 0-based place in the order. */
export function batchOfPosition(position: number, batchSize: number): number {
  return batchSize === 0 ? 1 : Math.floor(position / batchSize) + 1;
}

export interface PaceInput {
  readonly deviceCount: number;
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly devicesPerHour: number | null;
  /** Devices of `deviceCount` that run before all others; 0 is no canary. */
  readonly canarySize?: number;
}

/** What the rate and the batches of a job do to these of its devices. */
export function paceOf(
  {
    batchSize,
    strategy,
    devicesPerHour,
    options,
  }: Pick<JobPlan, 'batchSize' | 'strategy' | 'devicesPerHour' | 'options'>,
  devices: readonly { readonly batch: number }[],
): PaceInput {
  const canarySize = options.canary ? devices.filter(({ batch }) => batch === 1).length : 0;
  return { deviceCount: devices.length, batchSize, strategy, devicesPerHour, canarySize };
}

/** Between the starts of so many devices and of the next: milliseconds. */
const spacingMs = (devices: number, devicesPerHour: number | null): number =>
  devicesPerHour === null ? 0 : (devices * 3_600_000) / devicesPerHour;

/** Half of all jobs like it take at most `p50`, nine of ten at most `p90`; milliseconds. */
export interface Forecast {
  readonly p50: number;
  readonly p90: number;
}

/** Standard normal quantile of 0.9: how far above the middle nine of ten sums lie. */
const Z90 = 1.2816;

/**
 * How long devices take that go through the places of a job, if each takes one of `durations` (sorted, not empty). With the
 * one smallest duration ever seen it is the floor, with many the estimate: plan and live page call this one function.
 *
 * With batches the next begins when the slowest device is through: a sum of the largest of so many draws. Rolling keeps
 * every place busy until the last devices: a sum of single draws, shared out over the places. To either comes what the
 * last ones take, who all run at once. Spreads add up by the square root of their number.
 */
export function forecastMs(pace: PaceInput, durations: readonly number[]): Forecast {
  const { canarySize = 0, deviceCount, devicesPerHour } = pace;
  if (canarySize === 0) return stretchForecast(pace, durations);
  const first = stretchForecast({ ...pace, deviceCount: canarySize }, durations);
  if (deviceCount === canarySize) return first;
  const others = stretchForecast({ ...pace, deviceCount: deviceCount - canarySize }, durations);
  const wait = spacingMs(canarySize, devicesPerHour);
  const both = (of: keyof Forecast) => Math.ceil(Math.max(first[of], wait)) + others[of];
  return { p50: both('p50'), p90: both('p90') };
}

/** Devices of one stretch: no canary among them. */
function stretchForecast({ deviceCount, batchSize, strategy, devicesPerHour }: PaceInput, sorted: readonly number[]) {
  if (deviceCount === 0) return { p50: 0, p90: 0 };
  const places = batchSize === 0 ? deviceCount : Math.min(batchSize, deviceCount);
  const waves = Math.ceil(deviceCount / places);
  // What starts one after the other, how many draws each is the largest of, and how many run side by side.
  const [steps, draws, lanes] = strategy === 'batch' ? [waves, places, 1] : [deviceCount, 1, places];
  const before = steps - lanes;
  const { mean, deviation } = largestOf(draws, sorted);
  const lastStart = (steps - 1) * spacingMs(draws, devicesPerHour);
  const total = (share: number, z: number) => {
    const last = percentile(sorted, share ** (1 / places))!;
    const busy = (before * mean + z * deviation * Math.sqrt(before)) / lanes + last;
    // However they are shared out, one place gets `waves` of them.
    return Math.ceil(Math.max(busy, waves * sorted[0]!, lastStart + last));
  };
  return { p50: total(0.5, 0), p90: total(0.9, Z90) };
}

/** Mean and standard deviation of the largest of so many draws: it is at most the i-th of m values in `(i/m)^draws` of all cases. */
function largestOf(draws: number, sorted: readonly number[]): { mean: number; deviation: number } {
  const weights = sorted.map((_, i) => ((i + 1) / sorted.length) ** draws - (i / sorted.length) ** draws);
  const mean = sorted.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const variance = sorted.reduce((sum, value, i) => sum + (value - mean) ** 2 * weights[i]!, 0);
  return { mean, deviation: Math.sqrt(variance) };
}

/** The value at a share (0 to 1) of sorted numbers, nearest rank; undefined for none. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}
