import type { ReplaySpan } from '@/domain/replay';

export const REPLAY_SPEEDS = [1, 2, 5, 10, 30, 60] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** `?at=`: seconds since the start, or a time (ISO 8601), to milliseconds since the start; null where it is neither. */
export function parseMoment(at: string, { start, end }: ReplaySpan): number | null {
  const ms = /^\d{1,9}(\.\d{1,3})?$/.test(at) ? Number(at) * 1000 : Date.parse(at) - start;
  // A bare year or a month is no moment.
  if (Number.isNaN(ms) || (!/^[\d.]+$/.test(at) && !at.includes(':'))) return null;
  return Math.min(Math.max(0, ms), end - start);
}

/** Milliseconds since the start as the address says them: seconds with at most one decimal. */
export const momentParam = (ms: number): string => String(Math.round(ms / 100) / 10);
