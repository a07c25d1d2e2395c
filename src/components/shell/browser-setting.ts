'use client';
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Other tabs of this browser.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A switch that this browser remembers, in all of its tabs. */
export function useBrowserSetting(name: string, byDefault: boolean): [boolean, (on: boolean) => void] {
  const key = `areazero.${name}`;
  const on = useSyncExternalStore(
    subscribe,
    () => (localStorage.getItem(key) ?? String(byDefault)) === 'true',
    () => byDefault,
  );
  const set = useCallback(
    (value: boolean) => {
      localStorage.setItem(key, String(value));
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [on, set];
}
