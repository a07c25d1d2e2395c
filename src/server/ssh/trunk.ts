import type { Failure } from '@/domain/failure-schema';
import type { Result } from '@/domain/result';
import type { Bastion } from './bastion';

/** Longer than the moment between two devices of a rolling job, shorter than anybody would wonder what is still open. */
const IDLE_MS = 3_000;

/**
 * The one connection to a jump host, shared by all who use it: opened by the first, ended when nobody has used it for a
 * while. One that is still being opened when its last user leaves is given up after the same while.
 */
export class Trunk {
  private users = 0;
  private idle: NodeJS.Timeout | undefined;
  private bastion: Bastion | null = null;
  private readonly giveUp = new AbortController();
  /** The connection, or why there is none. Never rejects for what a server does. */
  readonly opened: Promise<Result<Bastion, Failure>>;

  /** `onGone`: it can be joined no more. */
  constructor(
    open: (signal: AbortSignal) => Promise<Result<Bastion, Failure>>,
    private readonly onGone: () => void,
  ) {
    this.opened = open(this.giveUp.signal);
    this.opened.then(
      (result) => {
        if (!result.ok) return onGone();
        this.bastion = result.value;
        void result.value.lost.then(() => {
          clearTimeout(this.idle);
          onGone();
        });
      },
      // Who waits for it gets the error.
      () => onGone(),
    );
  }

  get isOpen(): boolean {
    return this.bastion !== null;
  }

  /** Keeps it open; returns the function that lets it go. */
  join(): () => void {
    clearTimeout(this.idle);
    this.users += 1;
    let joined = true;
    return () => {
      if (!joined) return;
      joined = false;
      this.users -= 1;
      if (this.users > 0) return;
      clearTimeout(this.idle);
      this.idle = setTimeout(() => void this.end(), IDLE_MS);
    };
  }

  async end(): Promise<void> {
    clearTimeout(this.idle);
    this.onGone();
    this.giveUp.abort();
    const result = await this.opened.catch(() => null);
    if (result?.ok) await result.value.end();
  }
}
