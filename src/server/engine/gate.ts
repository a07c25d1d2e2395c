/** Holds back starts while anything speaks against them: a pause, a store that fails, a portal that stops. */
export class Gate {
  private readonly waiting = new Set<() => void>();

  constructor(private readonly mayPass: () => boolean) {}

  get open(): boolean {
    return this.mayPass();
  }

  /** Asks again; call after anything that `mayPass` looks at has changed. */
  recheck(): void {
    if (this.open) for (const pass of [...this.waiting]) pass();
  }

  /** Resolves when the gate is open or the signal is aborted. */
  async pass(signal: AbortSignal): Promise<void> {
    if (this.open || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }
}
