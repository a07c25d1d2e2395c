/** How long one stretch of work may keep everything else on this thread waiting. */
const STRETCH_MS = 8;

/** `await turn()` between two rows: lets timers, sockets and other requests run whenever a stretch has lasted long enough. */
export function createTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  let steps = 0;
  return () => {
    steps += 1;
    // Looking at the clock at each row would cost more than many a row.
    if (steps % 16 !== 0 || performance.now() - since < STRETCH_MS) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
