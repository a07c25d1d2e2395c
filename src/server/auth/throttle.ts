/** Counts failures per key within a window. In memory: a restart forgives. */
export interface Throttle {
  /** Milliseconds until the key may try again; 0 when it may now. */
  waitMs(key: string): number;
  failed(key: string): void;
  /** Takes one failure back that was counted ahead of the answer. */
  undo(key: string): void;
  succeeded(key: string): void;
}

export interface ThrottleOptions {
  readonly maxFailures: number;
  readonly windowMs: number;
  readonly now?: () => number;
}

/** Keys kept at most; beyond it the oldest go, so that made-up names cannot fill the memory. */
const MAX_KEYS = 10_000;

export function createThrottle({ maxFailures, windowMs, now = Date.now }: ThrottleOptions): Throttle {
  const failures = new Map<string, { count: number; until: number }>();

  function current(key: string) {
    const entry = failures.get(key);
    if (!entry || entry.until > now()) return entry;
    failures.delete(key);
    return undefined;
  }

  return {
    waitMs(key) {
      const entry = current(key);
      return entry && entry.count >= maxFailures ? entry.until - now() : 0;
    },
    failed(key) {
      const count = (current(key)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, until: now() + windowMs });
      const oldest = failures.keys().next().value;
      if (failures.size > MAX_KEYS && oldest !== undefined) failures.delete(oldest);
    },
    undo(key) {
      const entry = current(key);
      if (entry) entry.count -= 1;
    },
    succeeded(key) {
      failures.delete(key);
    },
  };
}
