import type { Clock } from './ports';

const HOUR_MS = 3_600_000;

/**
 * Start-to-start rate: after `size` devices started together, the next start is `size / rate` later. Counted from the
 * real start, so that a pause or a slow batch is never followed by a burst that catches up.
 */
export class Pace {
  private notBefore = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly devicesPerHour: number | null,
    private readonly clock: Clock,
  ) {}

  /** Resolves when `size` devices may start; callers are served in the order of asking. Resolves early on abort. */
  next(size: number, signal: AbortSignal): Promise<void> {
    if (this.devicesPerHour === null) return Promise.resolve();
    const spacingMs = (size * HOUR_MS) / this.devicesPerHour;
    this.turn = this.turn.then(async () => {
      await this.clock.sleep(this.notBefore - this.clock.now(), signal);
      this.notBefore = this.clock.now() + spacingMs;
    });
    return this.turn;
  }
}
