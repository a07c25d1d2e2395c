import type { SessionMeter } from '@/server/engine/ports';

/** Measures the steps of one connection, one after the other, and tells the meter of each that ended. */
export class StepClock {
  private step: Parameters<SessionMeter['step']>[0] | null = null;
  private spentMs = 0;
  private since: number | null = null;

  constructor(private readonly meter: SessionMeter | undefined) {}

  begin(step: Parameters<SessionMeter['step']>[0]): void {
    this.step = step;
    this.spentMs = 0;
    this.since = performance.now();
  }

  /** From here on this side waits for itself. */
  hold(): void {
    if (this.since !== null) this.spentMs += performance.now() - this.since;
    this.since = null;
  }

  goOn(): void {
    this.since ??= performance.now();
  }

  /** It is given up before anything was asked of the router. */
  drop(): void {
    this.step = null;
  }

  /** A no-op where no step has begun: a connection that ends later ends none. */
  end(ok: boolean): void {
    this.hold();
    if (this.step !== null) this.meter?.step(this.step, this.spentMs, ok);
    this.step = null;
  }
}
