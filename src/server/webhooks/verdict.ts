import { type DeliveryState, RETRY_WAITS_MS } from '@/domain/webhook';
import type { PostResult } from './post';

/** RFC 9110 §15.5.11: the receiver wants no more, ever. */
const GONE = 410;
/** A receiver may ask for more patience than the schedule has, but not for more than this. */
const MAX_ASKED_MS = 24 * 3_600_000;
/** Up to a fifth longer by chance, so that what failed together does not come back together. */
const JITTER = 0.2;

export interface Verdict {
  readonly state: DeliveryState;
  /** Milliseconds until the next attempt; for `pending` alone. */
  readonly waitMs: number | null;
  readonly error: string | null;
  /** The webhook is to be switched off. */
  readonly gone: boolean;
}

/** What an attempt means. `attempts` counts this one; `now` in milliseconds; `random` gives 0 to 1. */
export function verdictOf(result: PostResult, attempts: number, now: number, random: () => number): Verdict {
  if ('error' in result) return next(result.error, attempts, 0, random);
  const { status, retryAfter } = result;
  if (status >= 200 && status <= 299) return { state: 'delivered', waitMs: null, error: null, gone: false };
  if (status === GONE) return { state: 'failed', waitMs: null, error: 'The receiver wants no more of it', gone: true };
  const redirect = status >= 300 && status <= 399;
  const error = redirect ? 'Redirects are not followed: change the URL' : 'Expected a status of 200 to 299';
  return next(error, attempts, askedMs(retryAfter, now), random);
}

function next(error: string, attempts: number, atLeastMs: number, random: () => number): Verdict {
  const wait = RETRY_WAITS_MS[attempts - 1];
  if (wait === undefined) return { state: 'failed', waitMs: null, error, gone: false };
  const waitMs = Math.max(Math.round(wait * (1 + JITTER * random())), atLeastMs);
  return { state: 'pending', waitMs, error, gone: false };
}

/** Retry-After (RFC 9110 §10.2.3): seconds or a date. */
function askedMs(retryAfter: string | null, now: number): number {
  if (retryAfter === null) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), MAX_ASKED_MS);
}
