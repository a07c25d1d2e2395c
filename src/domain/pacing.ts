import type { JobPlan, Strategy } from './job';

/**
 * Sizes of the batches, in order: 25 devices at 10 are `[10, 10, 5]`. Size 0 is one batch of all.
 */
export function batchSizes(deviceCount: number, batchSize: number): number[] {
  if (deviceCount === 0) return [];
  const size = batchSize === 0 ? deviceCount : batchSize;
  const full = Math.floor(deviceCount / size);
  const sizes = new Array<number>(full).fill(size);
  if (deviceCount % size > 0) sizes.push(deviceCount % size);
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

/** Milliseconds from the job's start before which the batch (1-based) may not start, by the rate limit alone. */
export function batchNotBeforeMs(pace: Omit<PaceInput, 'strategy' | 'deviceCount'>, batch: number): number {
  if (pace.devicesPerHour === null || batch <= 1) return 0;
  return Math.ceil(((batch - 1) * pace.batchSize * 3_600_000) / pace.devicesPerHour);
}

/**
 * Duration in milliseconds if each device takes `deviceMs`. With the smallest duration ever seen it is the floor, with
 * a typical one the estimate: plan and live page call this one function.
 */
export function durationMs(pace: PaceInput, deviceMs: number): number {
  const { canarySize = 0, ...rest } = pace;
  if (canarySize > 0) {
    const canary = { ...rest, deviceCount: canarySize };
    const spacing = rest.devicesPerHour === null ? 0 : (canarySize * 3_600_000) / rest.devicesPerHour;
    const others = { ...rest, deviceCount: rest.deviceCount - canarySize };
    const first = durationMs(canary, deviceMs);
    return others.deviceCount === 0 ? first : Math.max(first, Math.ceil(spacing)) + durationMs(others, deviceMs);
  }
  const batches = batchSizes(pace.deviceCount, pace.batchSize).length;
  if (batches === 0) return 0;
  const lastStart = batchNotBeforeMs(pace, batches);
  const perBatch = pace.devicesPerHour === null ? 0 : batchNotBeforeMs(pace, 2);
  return perBatch > deviceMs ? lastStart + deviceMs : batches * deviceMs;
}

/** The value at a share (0 to 1) of sorted numbers, nearest rank; undefined for none. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}
