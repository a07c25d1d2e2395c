import type { JobEvent } from '@/domain/event-schema';
import type { JobHead, ProgressFrame } from '@/domain/job-frame';
import { applyEvent, forkProgress, type JobProgress } from '@/domain/progress';

export interface LiveJob {
  readonly head: JobHead;
  readonly progress: JobProgress;
  /** How far the server's clock is ahead of this one, in milliseconds; 0 until an event said so. */
  readonly clockOffsetMs: number;
}

export interface ProgressStore {
  /** Null before the first snapshot. Every change is a new object; a device that did not change is the same one. */
  get(): LiveJob | null;
  subscribe(listener: () => void): () => void;
  apply(frame: ProgressFrame, now: number): void;
}

/**
 * What a page knows of one job: a snapshot and the events since, by the one reducer of the domain. A repeated frame
 * changes nothing, so a connection may be cut and resumed anywhere.
 */
export function createProgressStore(): ProgressStore {
  let job: LiveJob | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => job,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply(frame, now) {
      job = next(job, frame, now);
      for (const listener of listeners) listener();
    },
  };
}

function next(job: LiveJob | null, frame: ProgressFrame, now: number): LiveJob {
  if (frame.type === 'snapshot') {
    // A copy of our own: the reducer works in place, and the frame may still be held by a cache.
    return { head: frame.plan, progress: forkProgress(frame.progress), clockOffsetMs: job?.clockOffsetMs ?? 0 };
  }
  if (!job) throw new Error('Events came before a snapshot');
  const progress = forkProgress(job.progress);
  const fresh = frame.events.filter((event) => event.seq > progress.seq);
  for (const event of fresh) applyEvent(progress, event);
  return { ...job, progress, clockOffsetMs: offsetAfter(job.clockOffsetMs, fresh.at(-1), now) };
}

/** An event is older than now by at least its journey, so the largest difference ever seen is the nearest to the truth. */
function offsetAfter(known: number, newest: JobEvent | undefined, now: number): number {
  if (!newest) return known;
  const seen = Date.parse(newest.at) - now;
  return known === 0 ? seen : Math.max(known, seen);
}
