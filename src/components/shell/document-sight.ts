'use client';
import type { PageSight } from '@/live/live-link';

/** The document's own visibility. Browser only. */
export const documentSight: PageSight = {
  hidden: () => document.hidden,
  subscribe(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};
