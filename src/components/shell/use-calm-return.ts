'use client';
import { useEffect } from 'react';

/** What was missed is on the screen by then. */
const CATCH_UP_MS = 1_000;

/**
 * While nobody looks and for a moment afterwards nothing on the page is animated: whoever comes back sees how things are
 * now, not a replay of how they came to be. The style sheet reads `data-away`.
 */
export function useCalmReturn(): void {
  useEffect(() => {
    const root = document.documentElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) root.dataset.away = '';
      else timer = setTimeout(() => delete root.dataset.away, CATCH_UP_MS);
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
      delete root.dataset.away;
    };
  }, []);
}
