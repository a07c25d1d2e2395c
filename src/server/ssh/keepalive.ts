/** Between two requests. Short enough for the state tables of firewalls, which forget a silent session after a minute or more. */
export const KEEPALIVE_MS = 15_000;

/** Requests in a row without a byte from the router after which it counts as gone. */
export const KEEPALIVE_MISSES = 3;

export interface KeepaliveOptions {
  readonly everyMs: number;
  /** True while this side itself keeps the router from sending. */
  readonly excused: () => boolean;
  readonly onSilence: (ms: number) => void;
}

/**
 * Notices a router that is gone though its connection stands: no byte at all in as long as `KEEPALIVE_MISSES` requests
 * take. Any byte is a sign of life, since some systems never answer the request itself (RFC 4254 §4 asks them to).
 */
export class Keepalive {
  private misses = 0;
  private readonly timer: NodeJS.Timeout;

  constructor({ everyMs, excused, onSilence }: KeepaliveOptions) {
    this.timer = setInterval(() => {
      this.misses = excused() ? 0 : this.misses + 1;
      // The first stretch may have begun before the first request: one more than that many must have gone by.
      if (this.misses > KEEPALIVE_MISSES) onSilence(KEEPALIVE_MISSES * everyMs);
    }, everyMs);
  }

  heard(): void {
    this.misses = 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
