import type { ConnectionReport } from '@/domain/connection-test';
import type { Failure } from '@/domain/failure';
import type { ConnectionTest } from '@/server/engine/ports';
import type { Tested, ToWorker } from './messages';

/** A test of which nothing is known but why it came to nothing. */
export const untested = (failure: Failure): ConnectionReport => ({
  failure,
  steps: [],
  platform: null,
  evidence: null,
});

/** The main thread's side of the connection tests of one thread. */
export class RemoteTests {
  private readonly waiting = new Map<number, (tested: Tested) => void>();

  constructor(private readonly post: (message: ToWorker) => void) {}

  get size(): number {
    return this.waiting.size;
  }

  start(run: number, test: ConnectionTest, signal: AbortSignal): Promise<ConnectionReport> {
    this.post({ kind: 'test', run, test });
    const abort = () => this.post({ kind: 'abort', run, reason: String(signal.reason) });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    return new Promise((resolve, reject) => {
      this.waiting.set(run, (tested) => {
        signal.removeEventListener('abort', abort);
        if (tested.ok) resolve(tested.report);
        else reject(tested.error);
      });
    });
  }

  end(run: number, tested: Tested): void {
    this.waiting.get(run)?.(tested);
    this.waiting.delete(run);
  }

  /** The thread is gone. */
  endAll(failure: Failure): void {
    for (const run of [...this.waiting.keys()]) this.end(run, { ok: true, report: untested(failure) });
  }
}
