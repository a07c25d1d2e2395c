'use client';
import { createContext, use } from 'react';
import type { ReplayStore } from './replay-store';

/** The replay that the job page shows; null: the job as it is now. */
export const ReplayContext = createContext<ReplayStore | null>(null);

/** Whether the page shows a past moment: nothing on it may act on the job then. */
export const useReplaying = (): boolean => use(ReplayContext) !== null;
