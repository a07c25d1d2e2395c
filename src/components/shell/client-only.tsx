'use client';
import { type ReactNode, useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Draws its children in the browser alone. Pages show what the api answers, and answers may come while React still takes
 * over the server's HTML part by part: a part that is reached after its answer would not match what the server drew.
 */
export function ClientOnly({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return inBrowser ? children : fallback;
}
