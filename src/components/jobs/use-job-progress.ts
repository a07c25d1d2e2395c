'use client';
import { TRPCClientError } from '@trpc/client';
import { useEffect, useState } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { ProgressFrame } from '@/domain/job-frame';
import { reconnectDelayMs } from '@/live/connection-store';
import { api } from '../shell/api';
import { goToSignIn, isUnauthorised } from '../shell/sign-in-redirect';
import { type FirstFrame, firstFrame, readyFrame } from './first-frame';
import { createFrameQueue } from './frame-queue';
import { createProgressStore, type ProgressStore } from './progress-store';

export type ProgressProblem = { readonly kind: 'not_found' } | { readonly kind: 'other'; readonly message: string };

/**
 * Follows a job for as long as the page shows it, from the first frame that the page's HTML asked for. Cuts of the connection
 * are resumed by the id of the last frame (tRPC does that by itself); a stream that the server ended before the job did is
 * opened again after that.
 */
export function useJobProgress(jobId: string): { store: ProgressStore; problem: ProgressProblem | null } {
  const { client } = api.useUtils();
  const [{ store, begun }] = useState(() => beginWith(readyFrame(jobId)));
  const [problem, setProblem] = useState<ProgressProblem | null>(null);

  useEffect(() => {
    let subscription: { unsubscribe(): void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;
    let lastEventId: string | undefined;
    let left = false;

    const again = () => {
      const job = store.get();
      if (job && isFinalJobState(job.progress.state)) return;
      timer = setTimeout(open, reconnectDelayMs(attempt));
      attempt += 1;
    };
    const fail = (error: unknown) => {
      if (isUnauthorised(error)) return goToSignIn();
      const problemNow = problemOf(error);
      setProblem(problemNow);
      if (problemNow.kind === 'other') again();
    };
    const take = createFrameQueue((frame) => store.apply(frame, Date.now()), fail);
    const open = () => {
      subscription = client.jobs.onProgress.subscribe(
        { jobId, packed: true, ...(lastEventId === undefined ? {} : { lastEventId }) },
        {
          onData: ({ id, data }) => {
            attempt = 0;
            lastEventId = id;
            setProblem(null);
            take(data as ProgressFrame);
          },
          onError: fail,
          onComplete: again,
        },
      );
    };
    void firstFrame(jobId).then((first) => {
      if (left) return;
      if (first) {
        lastEventId = first.id;
        if (first !== begun) take(first.data);
      }
      open();
    });
    return () => {
      left = true;
      clearTimeout(timer);
      subscription?.unsubscribe();
    };
  }, [client, jobId, store, begun]);

  return { store, problem };
}

function beginWith(begun: FirstFrame | null): { store: ProgressStore; begun: FirstFrame | null } {
  const store = createProgressStore();
  if (begun) store.apply(begun.data, Date.now());
  return { store, begun };
}

function problemOf(error: unknown): ProgressProblem {
  if (error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND') return { kind: 'not_found' };
  return { kind: 'other', message: error instanceof Error ? error.message : 'The server did not say why' };
}
