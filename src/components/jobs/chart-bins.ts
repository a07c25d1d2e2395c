import type { DeviceProgress } from '@/domain/progress';

/** Devices whose end falls into `[fromMs, toMs)`, milliseconds since the epoch. */
export interface TimeBin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly completed: number;
  /** Failed, or with an unknown outcome. */
  readonly failed: number;
}

export interface TimeBins {
  readonly widthMs: number;
  readonly bins: readonly TimeBin[];
}

/** As many bars as can be told apart on a phone. */
export const MAX_BARS = 60;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Intervals that a person reads at once. */
const WIDTHS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR),
];
const DAY = 24 * HOUR;

/** The shortest readable interval with which a stretch of time has at most `MAX_BARS` bars. */
export function timeBinWidth(stretchMs: number): number {
  return WIDTHS_MS.find((width) => stretchMs / width < MAX_BARS) ?? Math.ceil(stretchMs / MAX_BARS / DAY + 1) * DAY;
}

const ran = ({ state }: DeviceProgress) => state === 'completed' || state === 'failed' || state === 'unknown';

/** Devices that ran to an end of their own, by when they ended, from `startMs` to `endMs`; nobody is left out. */
export function timeBins(devices: readonly DeviceProgress[], startMs: number, endMs: number): TimeBins {
  const ends = devices.flatMap(({ state, endedAt, ...rest }) =>
    endedAt !== null && ran({ state, endedAt, ...rest }) ? [{ state, at: Date.parse(endedAt) }] : [],
  );
  const first = ends.reduce((least, { at }) => Math.min(least, at), startMs);
  const last = ends.reduce((most, { at }) => Math.max(most, at), Math.max(startMs, endMs));
  const widthMs = timeBinWidth(last - first);
  const bins = Array.from({ length: Math.floor((last - first) / widthMs) + 1 }, (_, index) => ({
    fromMs: first + index * widthMs,
    toMs: first + (index + 1) * widthMs,
    completed: 0,
    failed: 0,
  }));
  for (const { state, at } of ends) {
    const bin = bins[Math.floor((at - first) / widthMs)];
    if (bin) bin[state === 'completed' ? 'completed' : 'failed'] += 1;
  }
  return { widthMs, bins };
}

/** Devices that took `[fromMs, toMs)`; the last bin is open where `toMs` is null. */
export interface DurationBin {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly completed: number;
  readonly failed: number;
}

const MAX_DURATION_BARS = 40;
/** Steps of a scale: 1, 2 and 5 of each decade. */
const NICE = [1, 2, 5, 10];
const MIN_WIDTH_MS = 10;
/** The few beyond this share the last bar: one that hung must not squeeze all others into the first. */
const OPEN_END_SHARE = 0.99;

/** How long devices took that ran to an end of their own; nobody is left out. Empty where nobody has. */
export function durationBins(devices: readonly DeviceProgress[]): DurationBin[] {
  const taken = devices.flatMap(({ durationMs, ...rest }) =>
    durationMs !== null && ran({ durationMs, ...rest }) ? [{ ms: durationMs, state: rest.state }] : [],
  );
  if (taken.length === 0) return [];
  const sorted = taken.map(({ ms }) => ms).sort((a, b) => a - b);
  const widthMs = niceWidth(sorted[Math.ceil(sorted.length * OPEN_END_SHARE) - 1]! / (MAX_DURATION_BARS - 2));
  const longest = sorted.at(-1)!;
  const length = Math.min(MAX_DURATION_BARS, Math.floor(longest / widthMs) + 1);
  const open = longest >= length * widthMs;
  const bins = Array.from({ length }, (_, index) => ({
    fromMs: index * widthMs,
    toMs: open && index === length - 1 ? null : (index + 1) * widthMs,
    completed: 0,
    failed: 0,
  }));
  for (const { ms, state } of taken) {
    const bin = bins[Math.min(length - 1, Math.floor(ms / widthMs))]!;
    bin[state === 'completed' ? 'completed' : 'failed'] += 1;
  }
  return bins;
}

function niceWidth(atLeast: number): number {
  if (atLeast <= MIN_WIDTH_MS) return MIN_WIDTH_MS;
  const decade = 10 ** Math.floor(Math.log10(atLeast));
  return NICE.map((step) => step * decade).find((width) => width >= atLeast)!;
}

/** The top of a scale for whole numbers up to `most`, and its lines: at most four, evenly apart, from 0. */
export function scaleOf(most: number): number[] {
  const step = Math.max(1, Math.ceil(niceStep(most / 3)));
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

function niceStep(atLeast: number): number {
  if (atLeast <= 1) return 1;
  const decade = 10 ** Math.floor(Math.log10(atLeast));
  return NICE.map((step) => step * decade).find((width) => width >= atLeast)!;
}
