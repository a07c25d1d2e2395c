/** One device, one session, over all jobs: a lock per canonical endpoint, handed on in the order of asking. */
export class DeviceLocks {
  private readonly last = new Map<string, Promise<void>>();

  /** Resolves when everybody has finished who holds the endpoint or waits for it now, or when the signal is aborted. */
  free(endpoint: string, signal: AbortSignal): Promise<void> {
    return settledOrAborted(this.last.get(endpoint) ?? Promise.resolve(), signal);
  }

  /** Runs `work` when every earlier holder of the endpoint has finished; not at all when the signal is aborted first. */
  async hold(endpoint: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const before = this.last.get(endpoint) ?? Promise.resolve();
    let release = (): void => {};
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    const chain = before.then(() => mine);
    this.last.set(endpoint, chain);
    try {
      await settledOrAborted(before, signal);
      if (!signal.aborted) await work();
    } finally {
      release();
      void chain.then(() => {
        if (this.last.get(endpoint) === chain) this.last.delete(endpoint);
      });
    }
  }
}

/**
 * Resolves when `work` has settled or the signal is aborted, and takes its listener away again: a job of ten thousand
 * devices would otherwise hang one on its signal for each of them, and each new one walks past all the others.
 */
export function settledOrAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => () => {
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = settle(resolve);
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', onAbort);
    work.then(settle(resolve), (error) => settle(() => reject(error))());
  });
}
