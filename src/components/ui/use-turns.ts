'use client';
import { useEffect, useState } from 'react';

/** A page that is never idle gets its next part after this. */
const PATIENCE_MS = 1_000;

/**
 * For the parts of a large page that may come a moment later: how many of them are to be drawn, one more whenever there is
 * nothing else to do, up to `count`. Each is then a task of its own, and what stands first is seen and goes on first.
 */
export function useTurns(count: number): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => (turns === count ? undefined : whenIdle(() => setTurns(turns + 1))), [turns, count]);
  return turns;
}

function whenIdle(work: () => void): () => void {
  // Safari has it behind a switch only.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(handle);
}
