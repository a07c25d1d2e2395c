'use client';
import { useEffect, useState } from 'react';

/**
 * For the parts of a large page that may come a moment later: how many of them are to be drawn, one more after each paint,
 * up to `count`. Each is then a task of its own, and what stands first is seen and answers first.
 */
export function useTurns(count: number): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    if (turns === count) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setTurns(turns + 1));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [turns, count]);
  return turns;
}
