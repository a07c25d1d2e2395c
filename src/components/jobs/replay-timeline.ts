import type { JobEvent } from '@/domain/event-schema';
import { applyEvent, forkProgress, type JobProgress } from '@/domain/progress';

/** A seek backwards applies at most so many events again. */
const KEYFRAME_EVERY = 1_000;

interface Keyframe {
  /** Events that are in it. */
  readonly count: number;
  readonly progress: JobProgress;
}

export interface ReplayTimeline {
  /** The next events, in order. */
  add(events: readonly JobEvent[]): void;
  /** The job as it stood at `at` (milliseconds since the epoch), as far as events have been added. Not to be changed. */
  progressAt(at: number): JobProgress;
  /** Time of the last event that was added; null before the first. */
  readonly lastAt: number | null;
}

/**
 * The history of a job, so that any moment of it is found in a few milliseconds: from the moment before where that is near,
 * else from the last keyframe. Keyframes share the devices that did not change in between.
 */
export function createTimeline(beginning: JobProgress, keyframeEvery = KEYFRAME_EVERY): ReplayTimeline {
  const events: JobEvent[] = [];
  /** Never falls: a clock that was set back must not make later events come first. */
  const times: number[] = [];
  const keyframes: Keyframe[] = [{ count: 0, progress: beginning }];
  const tip = forkProgress(beginning);
  let shown: Keyframe = keyframes[0]!;

  /** How many events lie at or before `at`. */
  function countAt(at: number): number {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(more) {
      for (const event of more) {
        applyEvent(tip, event);
        times.push(Math.max(times.at(-1) ?? 0, Date.parse(event.at)));
        if (events.push(event) % keyframeEvery === 0) {
          keyframes.push({ count: events.length, progress: forkProgress(tip) });
        }
      }
    },
    progressAt(at) {
      const count = countAt(at);
      if (count === shown.count) return shown.progress;
      const keyframe = keyframes[Math.floor(count / keyframeEvery)]!;
      // On from what is shown where that is near: devices that did not change stay the same objects while it plays.
      const near = shown.count < count && count - shown.count <= keyframeEvery;
      const from = near ? shown : keyframe;
      const progress = forkProgress(from.progress);
      for (let next = from.count; next < count; next += 1) applyEvent(progress, events[next]!);
      shown = { count, progress };
      return progress;
    },
    get lastAt() {
      return times.at(-1) ?? null;
    },
  };
}
