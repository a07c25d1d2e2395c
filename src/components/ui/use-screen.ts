'use client';
import { useSyncExternalStore } from 'react';

/** One rem where nobody has asked for another size; what is laid out in pixels is meant for it. */
const USUAL_REM_PX = 16;

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

let known: number | null = null;

/** Read once for each size of the window: lists ask at each draw, and the browser would work out its styles for the answer. */
function scaleNow(): number {
  known ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_REM_PX;
  return known;
}

function onScale(listener: () => void): () => void {
  // Nobody may have listened since it was read.
  known = null;
  return onResize(() => {
    known = null;
    listener();
  });
}

/** By what sizes in pixels are multiplied, so that they keep up with those in rem: a wall of screens has larger ones, a reader may. */
export const useScale = (): number => useSyncExternalStore(onScale, scaleNow, () => 1);

/** Whether the window is that of a phone: what the `max-sm` of a class name asks. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    onResize,
    () => !window.matchMedia('(min-width: 40rem)').matches,
    () => false,
  );

/** Height of the window in pixels; 0 before it is known. */
export const useWindowHeight = (): number =>
  useSyncExternalStore(
    onResize,
    () => window.innerHeight,
    () => 0,
  );
