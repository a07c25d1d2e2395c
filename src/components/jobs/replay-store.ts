import type { JobEvent } from '@/domain/event-schema';
import { beginningOf, type ReplaySpan } from '@/domain/replay';
import type { LiveJob, ProgressStore } from './progress-store';
import type { ReplaySpeed } from './replay-moment';
import { createTimeline } from './replay-timeline';

export interface ReplayState {
  /** Milliseconds since the start of the job. */
  readonly position: number;
  readonly playing: boolean;
  readonly speed: ReplaySpeed;
  /** Events up to here (milliseconds since the start) have arrived; `span` when all have. */
  readonly loaded: number;
}

export interface ReplayStore {
  /** For the views of the job page: they see the job as it stood at the position. */
  readonly progress: ProgressStore;
  /** The clock of that moment, for whatever counts time. */
  readonly clock: { subscribe(listener: () => void): () => void; get(): number };
  readonly span: ReplaySpan;
  state(): ReplayState;
  subscribe(listener: () => void): () => void;
  add(events: readonly JobEvent[], last: boolean): void;
  seek(position: number): void;
  play(playing: boolean): void;
  setSpeed(speed: ReplaySpeed): void;
  /** So many milliseconds went by here. */
  tick(ms: number): void;
}

/** A finished job as it was at any moment, from its events. `job` is the job at its end. */
export function createReplayStore(job: LiveJob, span: ReplaySpan, position: number): ReplayStore {
  const timeline = createTimeline(beginningOf(job.progress));
  const length = span.end - span.start;
  const listeners = new Set<() => void>();
  let state: ReplayState = { position, playing: false, speed: 1, loaded: 0 };
  let shown: LiveJob = { ...job, progress: timeline.progressAt(span.start + position), clockOffsetMs: 0 };

  function set(change: Partial<ReplayState>): void {
    state = { ...state, ...change };
    const progress = timeline.progressAt(span.start + state.position);
    if (progress !== shown.progress) shown = { ...shown, progress };
    for (const listener of listeners) listener();
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    span,
    subscribe,
    state: () => state,
    progress: {
      get: () => shown,
      subscribe,
      apply: () => {
        throw new Error('A replay takes no live frames');
      },
    },
    clock: { subscribe, get: () => span.start + state.position },
    add(events, last) {
      timeline.add(events);
      set({ loaded: last ? length : Math.min(length, Math.max(0, (timeline.lastAt ?? span.start) - span.start)) });
    },
    seek: (to) => set({ position: Math.min(Math.max(0, to), length) }),
    play(playing) {
      // From the end there is nothing to play but the whole again.
      set({ playing, ...(playing && state.position >= length ? { position: 0 } : {}) });
    },
    setSpeed: (speed) => set({ speed }),
    tick(ms) {
      if (!state.playing) return;
      // Not ahead of what has arrived.
      const to = Math.min(state.position + ms * state.speed, Math.max(state.loaded, state.position));
      set({ position: to, playing: to < length });
    },
  };
}
