import type { Estimate } from './estimate-schema';
import { forecastMs, type PaceInput } from './pacing';

/** Where no device ever ran these commands: a login of one second and one second a command, and thrice that. */
const ASSUMED_LOGIN_MS = 1_000;
const ASSUMED_COMMAND_MS = 1_000;

/** Durations that say more than those of earlier runs: so many devices of this run itself. */
const ENOUGH_OF_THIS_RUN = 10;

/**
 * Duration of a job of this pace. `history` is how long devices took for the same commands, in milliseconds, sorted; so is
 * `thisRun`, of this job itself.
 */
export function estimate(
  pace: PaceInput,
  commandCount: number,
  history: readonly number[],
  thisRun: readonly number[] = [],
): Estimate {
  const ofRun = thisRun.length >= ENOUGH_OF_THIS_RUN;
  const seen = ofRun ? thisRun : [...history, ...thisRun].sort((a, b) => a - b);
  if (seen.length > 0) return { ...forecastMs(pace, seen), basis: ofRun ? 'run' : 'history' };
  const assumed = ASSUMED_LOGIN_MS + commandCount * ASSUMED_COMMAND_MS;
  return { p50: forecastMs(pace, [assumed]).p50, p90: forecastMs(pace, [assumed * 3]).p50, basis: 'assumed' };
}

/** Before this it cannot end: the rate limit, and the fastest device ever seen. */
export function earliestFinishMs(pace: PaceInput, history: readonly number[]): number {
  return forecastMs(pace, [history[0] ?? 0]).p50;
}
