'use client';
import { createContext, use, useRef, useSyncExternalStore } from 'react';
import type { LiveJob, ProgressStore } from './progress-store';

export const ProgressContext = createContext<ProgressStore | null>(null);

/**
 * A part of the job that this page follows. Redraws only when that part changed by `equal`, by default identity.
 * To be used below a `ProgressContext` that already holds a job.
 */
export function useLiveJob<T>(select: (job: LiveJob) => T, equal: (a: T, b: T) => boolean = Object.is): T {
  const store = use(ProgressContext);
  if (!store) throw new Error('useLiveJob stands outside of a ProgressContext');
  const last = useRef<{ job: LiveJob; select: unknown; value: T } | null>(null);
  const read = () => {
    const job = store.get();
    if (!job) throw new Error('useLiveJob was called before the first snapshot');
    const before = last.current;
    // A new `select` may ask for another part of the same job.
    if (before?.job === job && before.select === select) return before.value;
    const selected = select(job);
    const value = before && equal(before.value, selected) ? before.value : selected;
    last.current = { job, select, value };
    return value;
  };
  return useSyncExternalStore(store.subscribe, read, read);
}

/** Same keys, same values. */
export function shallowEqual<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

/** Same members in the same order. */
export function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index]);
}
