import type { Clock } from '@/server/engine/ports';

/** Time that moves only when the test says so, through every sleeper's moment on the way. */
export class HeldClock implements Clock {
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  constructor(private time = 0) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { at: this.time + ms, wake };
      if (signal.aborted) return resolve();
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
    });
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await this.settle();
      const [next] = [...this.sleepers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    this.time = end;
    await this.settle();
  }

  /** The clock is set to another time, as an operator or NTP does it: sleepers do not notice. */
  set(time: number): void {
    this.time = time;
  }

  get sleeping(): number {
    return this.sleepers.size;
  }
}
