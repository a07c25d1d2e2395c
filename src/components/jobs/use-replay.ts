'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { ReplaySpan } from '@/domain/replay';
import { api } from '../shell/api';
import type { ProgressStore } from './progress-store';
import { parseMoment } from './replay-moment';
import { createReplayStore, type ReplayStore } from './replay-store';

/** Redraws while playing; more would be no smoother to the eye. */
const TICK_MS = 200;
/** Stored events in one request. */
const PAGE_EVENTS = 5_000;

/** The moment that the page's address names: seconds since the start, or a time. */
export const useMomentParam = () => useQueryState('at', parseAsString.withOptions({ history: 'push' }));

/** From the first event to the last; null while the job is not finished, or where nothing ever happened. */
export function useReplaySpan(store: ProgressStore): ReplaySpan | null {
  const read = () => {
    const job = store.get();
    if (!job?.progress.endedAt || !isFinalJobState(job.progress.state)) return null;
    return `${job.progress.startedAt ?? job.head.createdAt} ${job.progress.endedAt}`;
  };
  const times = useSyncExternalStore(store.subscribe, read, () => null);
  return useMemo(() => {
    if (times === null) return null;
    const [start, end] = times.split(' ').map((time) => Date.parse(time)) as [number, number];
    return end > start ? { start, end } : null;
  }, [times]);
}

/** The replay that the address asks for, with its events on their way; null: none. */
export function useReplay(store: ProgressStore): { replay: ReplayStore | null; problem: string | null } {
  const [at] = useMomentParam();
  const span = useReplaySpan(store);
  const { client } = api.useUtils();
  const asked = at !== null && span !== null;
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address only says where a replay begins
  const replay = useMemo(() => {
    const job = store.get();
    return asked && job ? createReplayStore(job, span, parseMoment(at, span) ?? 0) : null;
  }, [asked, span, store]);

  useEffect(() => {
    if (!replay) return;
    const abort = new AbortController();
    const jobId = replay.progress.get()!.head.jobId;
    setProblem(null);
    void (async () => {
      for (let afterSeq: number | null = 0; afterSeq !== null; ) {
        const page: Awaited<ReturnType<typeof client.jobs.events.query>> = await client.jobs.events.query(
          { jobId, afterSeq, limit: PAGE_EVENTS },
          { signal: abort.signal },
        );
        if (abort.signal.aborted) return;
        replay.add(page.events, page.nextSeq === null);
        afterSeq = page.nextSeq;
      }
    })().catch((error: unknown) => {
      if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : 'The server did not say why');
    });
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      replay.tick(now - last);
      last = now;
    }, TICK_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [replay, client]);

  // The address changed under the page, as by Back or a link to another moment.
  useEffect(() => {
    const moment = replay && at !== null ? parseMoment(at, replay.span) : null;
    if (replay && moment !== null && Math.abs(moment - replay.state().position) >= 100) replay.seek(moment);
  }, [at, replay]);
  return { replay, problem };
}
