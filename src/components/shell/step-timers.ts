import type { TimeoutProvider } from '@tanstack/react-query';

interface Interval {
  readonly everyMs: number;
  readonly run: () => void;
  nextAt: number;
}

/** Steps so near to one that has come are taken with it: a browser's timers are no more exact than this. */
const NEAR_MS = 10;

/**
 * Timers for React Query whose intervals are in step: one of `everyMs` ends at the multiples of that since the page was
 * opened. What a page asks for again and again is then asked in one turn, of which the link makes one request; pages that
 * were opened at different times do not ask together.
 */
export function stepTimers(): TimeoutProvider<number> {
  const intervals = new Map<number, Interval>();
  let made = 0;
  let timer = 0;

  function arm(): void {
    window.clearTimeout(timer);
    if (intervals.size === 0) return;
    const next = Math.min(...[...intervals.values()].map(({ nextAt }) => nextAt));
    timer = window.setTimeout(step, Math.max(0, next - performance.now()));
  }

  function step(): void {
    const at = performance.now() + NEAR_MS;
    for (const interval of [...intervals.values()].filter(({ nextAt }) => nextAt <= at)) {
      interval.nextAt = nextStep(interval.everyMs, at);
      interval.run();
    }
    arm();
  }

  return {
    setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
    clearTimeout: (id) => window.clearTimeout(id),
    setInterval(run, everyMs) {
      made += 1;
      // Not sooner than after half of it: whoever begins one has just had an answer.
      intervals.set(made, { everyMs, run, nextAt: nextStep(everyMs, performance.now() + everyMs / 2) });
      arm();
      return made;
    },
    clearInterval(id) {
      if (id !== undefined) intervals.delete(id);
    },
  };
}

/** The first multiple after a moment. */
const nextStep = (everyMs: number, after: number): number => (Math.floor(after / everyMs) + 1) * everyMs;
