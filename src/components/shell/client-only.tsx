'use client';
import { type ReactNode, startTransition, useEffect, useState } from 'react';

/**
 * Draws its children in the browser alone. Pages show what the api answers, and answers may come while React still takes
 * over the server's HTML part by part: a part that is reached after its answer would not match what the server drew.
 * They are drawn in a transition: in slices of some milliseconds, between which the browser answers to clicks and keys.
 */
export function ClientOnly({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => startTransition(() => setInBrowser(true)), []);
  return inBrowser ? children : fallback;
}
