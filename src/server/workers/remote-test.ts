import type { ConnectionReport } from '@/domain/connection-test';
import type { Failure } from '@/domain/failure-schema';
import type { ConnectionTest } from '@/server/engine/ports';
import type { ToWorker } from './messages';

export interface RemoteTestOptions {
  readonly run: number;
  readonly test: ConnectionTest;
  readonly signal: AbortSignal;
  readonly post: (message: ToWorker) => void;
}

/** A connection test that came no further than to this side: no step was taken, or none is known. */
export const untested = (failure: Failure): ConnectionReport => ({
  failure,
  steps: [],
  platform: null,
  evidence: null,
});

/** The main thread's side of one connection test. */
export class RemoteTest {
  /** Rejects with what a port of this side threw. */
  readonly report: Promise<ConnectionReport>;
  private settle: (report: ConnectionReport | Error) => void = () => {};

  constructor({ run, test, signal, post }: RemoteTestOptions) {
    const abort = () => post({ kind: 'abort', run, reason: String(signal.reason) });
    this.report = new Promise((resolve, reject) => {
      this.settle = (report) => {
        signal.removeEventListener('abort', abort);
        if (report instanceof Error) reject(report);
        else resolve(report);
      };
    });
    post({ kind: 'test', run, test });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  }

  end(report: ConnectionReport | Error): void {
    this.settle(report);
  }
}
