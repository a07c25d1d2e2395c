/** A place in the queue for a handshake. */
export interface HandshakeTurn {
  /** Resolves when the handshake may begin. Stays open for ever when the turn was given up before. */
  readonly come: Promise<void>;
  /** Gives the place to the next one, waiting or holding. May be called more than once. */
  leave(): void;
}

/**
 * How many key exchanges run at one time, apart from how many sessions there are: each takes some milliseconds of this
 * process, so that hundreds at once would keep every other session waiting for seconds.
 */
export interface HandshakeGate {
  enter(): HandshakeTurn;
}

/**
 * A router that stops in mid-handshake, or takes seconds for its own arithmetic, costs this process nothing: after
 * this long its place is given on, though its handshake goes on until its clock runs out.
 */
const HOLD_MS = 2_000;

export function createHandshakeGate(atOnce: number): HandshakeGate {
  const waiting = new Set<() => void>();
  let held = 0;

  const admit = () => {
    for (const start of waiting) {
      if (held >= atOnce) return;
      waiting.delete(start);
      held += 1;
      start();
    }
  };

  return {
    enter() {
      let state: 'waiting' | 'held' | 'left' = 'waiting';
      let holdTimer: NodeJS.Timeout | undefined;
      let start = () => {};
      const leave = () => {
        clearTimeout(holdTimer);
        waiting.delete(start);
        if (state === 'held') held -= 1;
        state = 'left';
        admit();
      };
      const come = new Promise<void>((resolve) => {
        start = () => {
          state = 'held';
          holdTimer = setTimeout(leave, HOLD_MS);
          resolve();
        };
      });
      waiting.add(start);
      admit();
      return { come, leave };
    },
  };
}
