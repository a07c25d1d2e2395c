import type { JobPlan } from '@/domain/job';
import type { JobProgress } from '@/domain/progress';
import type { Clock } from './ports';

const HOUR_MS = 3_600_000;
/** A long wait is repeated in the log this often, so that a restart can tell a job that waits from an old backup. */
const REPEAT_MS = 4 * 60_000;
/** Shorter waits are not worth an event. */
const TELL_FROM_MS = 1_000;

/**
 * Start-to-start rate: after `size` devices started together, the next start is `size / rate` later. Counted from the
 * real start, so that a pause or a slow batch is never followed by a burst that catches up.
 */
export class Pace {
  private notBefore = 0;
  private spacingMs = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly devicesPerHour: number | null,
    private readonly clock: Clock,
    /** Called when a wait begins, and now and then while it lasts. */
    private readonly onWait: (nextStartAt: number) => void,
  ) {}

  /**
   * Runs `work` when the rate allows the next start; callers are served in the order of asking. `work` calls `begun`, after
   * `started`, when what waited its turn really starts: only then the next one's wait begins, so that nobody who was
   * held up between the turn and the start (by a pause, a lock, a place) starts together with the one after him.
   * Runs at once on abort.
   */
  async inTurn(signal: AbortSignal, work: (begun: () => void) => Promise<void>): Promise<void> {
    if (this.devicesPerHour === null) return work(() => {});
    const before = this.turn;
    let begun = (): void => {};
    this.turn = new Promise((resolve) => {
      begun = resolve;
    });
    await before;
    try {
      await this.wait(signal);
      await work(begun);
    } finally {
      begun();
    }
  }

  /** So many devices start now: what comes after them is counted from here. */
  started(size: number, at = this.clock.now()): void {
    if (this.devicesPerHour === null) return;
    this.spacingMs = (size * HOUR_MS) / this.devicesPerHour;
    this.notBefore = Math.max(this.notBefore, at + this.spacingMs);
  }

  private async wait(signal: AbortSignal): Promise<void> {
    for (let left = this.leftMs(); left > 0 && !signal.aborted; left = this.leftMs()) {
      if (left >= TELL_FROM_MS) this.onWait(this.clock.now() + left);
      await this.clock.sleep(Math.min(left, REPEAT_MS), signal);
    }
  }

  /** A clock that was set back must not hold the job for longer than one spacing. */
  private leftMs(): number {
    const now = this.clock.now();
    if (this.notBefore - now > this.spacingMs) this.notBefore = now + this.spacingMs;
    return this.notBefore - now;
  }
}

/** Counts what an earlier process started. */
export function restorePace(pace: Pace, { strategy }: JobPlan, progress: JobProgress): void {
  if (strategy === 'batch') {
    const last = progress.batches.findLast((batch) => batch.startedAt !== null);
    if (last?.startedAt) pace.started(last.size, Date.parse(last.startedAt));
    return;
  }
  const starts = progress.devices.flatMap(({ startedAt }) => (startedAt ? [Date.parse(startedAt)] : []));
  if (starts.length > 0)
    pace.started(
      1,
      starts.reduce((last, at) => Math.max(last, at)),
    );
}
