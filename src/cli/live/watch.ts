import { untilEnd } from '@/client/follow-job';
import { endOfView, type JobEnd } from '@/client/job-end';
import type { JobEvent } from '@/domain/event-schema';
import { applyEvent, type JobProgress } from '@/domain/progress';
import type { JobHead, Portal, ProgressFrame } from '../portal';

/** A job as it is known here: a snapshot, and the events since by the one reducer of the domain. */
export interface WatchedJob {
  readonly head: JobHead;
  readonly progress: JobProgress;
  /** How far the portal's clock is ahead of this one, milliseconds; 0 until an event said so. */
  readonly clockOffsetMs: number;
}

export interface WatchListeners {
  /** Another snapshot comes where more was missed than events could tell. */
  snapshot(job: WatchedJob): void;
  /** After the reducer has applied it. */
  event(event: JobEvent, job: WatchedJob): void;
}

/**
 * Watches a job as a page does: frames without output, a few a second, over reconnects and restarts of the portal.
 * Resolves when it has ended; rejects as the client's `ended` does.
 */
export function watchJob(
  { client }: Portal,
  jobId: string,
  listeners: WatchListeners,
  signal: AbortSignal,
): Promise<JobEnd> {
  let job: (WatchedJob & { clockOffsetMs: number }) | null = null;
  const { jobs } = client;
  return untilEnd<ProgressFrame>({
    jobs,
    jobId,
    signal,
    stream: (lastEventId, on) => jobs.onProgress.subscribe({ jobId, lastEventId }, on),
    end: () => job && endOfView(job.progress),
    take(frame) {
      if (frame.type === 'snapshot') {
        job = { head: frame.plan, progress: frame.progress, clockOffsetMs: job?.clockOffsetMs ?? 0 };
        listeners.snapshot(job);
        return;
      }
      if (!job) throw new Error(`Job ${jobId}: events came before a snapshot`);
      for (const event of frame.events) {
        if (event.seq <= job.progress.seq) continue;
        applyEvent(job.progress, event);
        listeners.event(event, job);
      }
      const newest = frame.events.at(-1);
      if (newest) job.clockOffsetMs = offsetAfter(job.clockOffsetMs, Date.parse(newest.at) - Date.now());
    },
  });
}

/** An event is older than now by at least its journey: the largest difference ever seen is the nearest to the truth. */
const offsetAfter = (known: number, seen: number): number => (known === 0 ? seen : Math.max(known, seen));
