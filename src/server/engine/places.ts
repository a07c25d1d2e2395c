import { PRIORITIES, type Priority } from '@/domain/job-options';

/** Session places over all jobs: a free one goes to the highest priority that waits, and there to who asked first. */
export class Places {
  private free: number;
  private readonly waiting = new Map<Priority, Set<() => void>>(PRIORITIES.map((priority) => [priority, new Set()]));

  constructor(private readonly size: number) {
    this.free = size;
  }

  get taken(): number {
    return this.size - this.free;
  }

  get waitingFor(): number {
    return [...this.waiting.values()].reduce((sum, queue) => sum + queue.size, 0);
  }

  /** Resolves with the function that gives the place back; null when the signal is aborted first. */
  take(priority: Priority, signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return Promise.resolve(null);
    const queue = this.waiting.get(priority)!;
    return new Promise((resolve) => {
      const leave = () => {
        queue.delete(come);
        resolve(null);
      };
      const come = () => {
        signal.removeEventListener('abort', leave);
        resolve(this.giveBack());
      };
      queue.add(come);
      signal.addEventListener('abort', leave, { once: true });
      this.admit();
    });
  }

  private giveBack(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.free += 1;
      this.admit();
    };
  }

  private admit(): void {
    for (const priority of [...PRIORITIES].reverse()) {
      const queue = this.waiting.get(priority)!;
      for (const come of queue) {
        if (this.free === 0) return;
        queue.delete(come);
        this.free -= 1;
        come();
      }
    }
  }
}
