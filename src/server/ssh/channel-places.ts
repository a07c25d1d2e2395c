/** Channels of one jump host at one time: a free one goes to who asked first. */
export class ChannelPlaces {
  private taken = 0;
  private max = 0;
  private readonly waiting = new Set<() => void>();

  /** Resolves with the function that gives the place back; null when the signal is aborted first. `max` is the bound from now on. */
  take(max: number, signal: AbortSignal, onWait: () => void): Promise<(() => void) | null> {
    this.max = max;
    if (signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = () => {
        this.waiting.delete(come);
        resolve(null);
      };
      const come = () => {
        signal.removeEventListener('abort', leave);
        resolve(this.giveBack());
      };
      this.waiting.add(come);
      signal.addEventListener('abort', leave, { once: true });
      this.admit();
      if (this.waiting.has(come)) onWait();
    });
  }

  private giveBack(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.taken -= 1;
      this.admit();
    };
  }

  private admit(): void {
    for (const come of this.waiting) {
      if (this.taken >= this.max) return;
      this.waiting.delete(come);
      this.taken += 1;
      come();
    }
  }
}
