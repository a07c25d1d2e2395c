'use client';
import { createContext, use, useSyncExternalStore } from 'react';
import type { ReplayStore } from './replay-store';

/** The replay that the job page shows; null: the job as it is now. */
export const ReplayContext = createContext<ReplayStore | null>(null);

/** Whether the page shows a past moment: nothing on it may act on the job then. */
export const useReplaying = (): boolean => use(ReplayContext) !== null;

const nothing = () => () => undefined;
const noMoment = () => null;

/** The moment that is shown, in milliseconds since the epoch; null outside of a replay. */
export function useReplayMoment(): number | null {
  const clock = use(ReplayContext)?.clock;
  return useSyncExternalStore<number | null>(clock?.subscribe ?? nothing, clock?.get ?? noMoment, noMoment);
}
