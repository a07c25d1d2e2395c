import type { Clock } from './ports';

/** Lets those who wait through one by one, in the order they came, each when `waitMs` says that it is time. */
export class Turnstile {
  private readonly waiting = new Set<(come: boolean) => void>();
  private sleeping: AbortController | null = null;
  private turning = false;

  constructor(
    private readonly clock: Clock,
    /** Milliseconds until the next one may pass; 0 or less: now. */
    private readonly waitMs: () => number,
    /** Called as somebody passes, before anything else can. */
    private readonly onPass: () => void,
  ) {}

  /** True: this is the turn. False, at once, when the signal is aborted before it. */
  next(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = () => settle(false);
      const settle = (come: boolean) => {
        this.waiting.delete(settle);
        signal.removeEventListener('abort', leave);
        // With nobody left there is nothing to sleep for.
        if (!come && this.waiting.size === 0) this.sleeping?.abort();
        resolve(come);
      };
      signal.addEventListener('abort', leave);
      this.waiting.add(settle);
      void this.turn();
    });
  }

  /** Something that `waitMs` looks at has changed. */
  recheck(): void {
    this.sleeping?.abort();
  }

  private async turn(): Promise<void> {
    if (this.turning) return;
    this.turning = true;
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      const ms = this.waitMs();
      if (ms > 0) {
        this.sleeping = new AbortController();
        // Clocks count whole milliseconds; the rest of one that rounding left over would be slept for ever.
        await this.clock.sleep(Math.ceil(ms), this.sleeping.signal);
        this.sleeping = null;
      } else {
        this.onPass();
        first(true);
      }
    }
    this.turning = false;
  }
}
