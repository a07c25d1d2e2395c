'use client';
import { createContext, use, useSyncExternalStore } from 'react';

/** A clock of another time, for all that stands below it. */
export interface Clock {
  subscribe(listener: () => void): () => void;
  /** Milliseconds since the epoch. */
  get(): number;
}

const TICK_MS = 1000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** Between two ticks one and the same time, also before anybody subscribes: React asks twice and compares. */
function catchUp() {
  if (timer === undefined && Date.now() - now >= TICK_MS) now = Date.now();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // One clock for all that tick: rows change in the same frame, and none ticks when nobody looks.
  if (timer === undefined) {
    // Whoever was drawn on the server has not asked for the time yet.
    catchUp();
    timer = setInterval(tick, TICK_MS);
    // Browsers slow the timers of a page that nobody looks at: it is brought up to date when somebody does.
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
    timer = undefined;
  };
}

function get(): number {
  catchUp();
  return now;
}

/** The clock of the browser, in steps of a second. */
export const pageClock: Clock = { subscribe, get };

export const NowContext = createContext<Clock>(pageClock);

/** Milliseconds since the epoch, renewed each second; 0 while rendered on the server. */
export function useNow(): number {
  const clock = use(NowContext);
  return useSyncExternalStore(clock.subscribe, clock.get, () => 0);
}
