'use client';
import { useSyncExternalStore } from 'react';

/** One rem where nobody has asked for another size; what is laid out in pixels is meant for it. */
const USUAL_REM_PX = 16;

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

const scaleNow = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_REM_PX;

/** By what sizes in pixels are multiplied, so that they keep up with those in rem: a wall of screens has larger ones, a reader may. */
export const useScale = (): number => useSyncExternalStore(onResize, scaleNow, () => 1);

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
