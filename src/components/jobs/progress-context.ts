'use client';
import { createContext, use, useCallback, useRef, useSyncExternalStore } from 'react';
import { type DeviceProgress, type JobProgress, positionOf } from '@/domain/progress';
import { paced, type Subscribe } from './paced';
import type { LiveJob, ProgressStore } from './progress-store';

export const ProgressContext = createContext<ProgressStore | null>(null);

/**
 * A part of the job that this page follows. Redraws only when that part changed by `equal`, by default identity.
 * To be used below a `ProgressContext` that already holds a job.
 */
export function useLiveJob<T>(select: (job: LiveJob) => T, equal: (a: T, b: T) => boolean = Object.is): T {
  const store = useStore();
  return usePart(store, store.subscribe, select, equal);
}

/**
 * All devices of the job, for whatever goes through all of them at each change: a little behind `useLiveJob`, so that
 * ten thousand of them do not hold up the few that a person is watching.
 */
export const useLiveDevices = (): readonly DeviceProgress[] => {
  const store = useStore();
  return usePart(store, steady(store), allDevices, Object.is);
};

/** Where a device stands in the plan, which does not change while its job runs; -1 where it is not in the job. */
export function usePositionOf(): (deviceId: string) => number {
  const plan = useLiveJob(({ progress }) => progress, samePlan);
  return useCallback((deviceId) => positionOf(plan, deviceId), [plan]);
}

const samePlan = (a: JobProgress, b: JobProgress) => a.jobId === b.jobId;

const DEVICES_EVERY_MS = 150;
const allDevices = ({ progress }: LiveJob) => progress.devices;

const steadies = new WeakMap<ProgressStore, Subscribe>();

/** One for each store, so that all views of the devices redraw together. */
function steady(store: ProgressStore): Subscribe {
  let subscribe = steadies.get(store);
  if (!subscribe) {
    subscribe = paced(store.subscribe, DEVICES_EVERY_MS);
    steadies.set(store, subscribe);
  }
  return subscribe;
}

function useStore(): ProgressStore {
  const store = use(ProgressContext);
  if (!store) throw new Error('What follows a job stands outside of a ProgressContext');
  return store;
}

function usePart<T>(
  store: ProgressStore,
  subscribe: Subscribe,
  select: (job: LiveJob) => T,
  equal: (a: T, b: T) => boolean,
): T {
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
  return useSyncExternalStore(subscribe, read, read);
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
