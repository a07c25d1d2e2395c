import type { JobProgress } from '@/domain/progress';
import type { JobHead, JobView } from '../portal';
import { GLYPHS, type Glyphs, PLAIN_GLYPHS } from './glyphs';

/** Speed and forecast as `jobs.get` has them, the same that the page shows. */
export type JobNumbers = Pick<
  JobView,
  'remainingMs' | 'devicesPerMinute' | 'limitedBy' | 'nextStartAt' | 'usualMs' | 'stopRules' | 'warnings'
>;

/** All that one picture of a job is made of. */
export interface LiveView {
  readonly head: Pick<JobHead, 'jobId' | 'title' | 'totalDevices' | 'totalBatches' | 'batchSize' | 'strategy'>;
  readonly progress: JobProgress;
  /** Null before the first answer. */
  readonly numbers: JobNumbers | null;
  /** Milliseconds since the epoch, by the clock of the portal. */
  readonly now: number;
  /** Since when the portal is not heard from, by the same clock; null: it is. */
  readonly lostSince: number | null;
  /** Websockets do not come through. */
  readonly overHttp: boolean;
}

/** Nothing is known of what has happened since the portal was heard from last: times are counted up to then. */
export const knownAt = ({ now, lostSince }: Pick<LiveView, 'now' | 'lostSince'>): number => lostSince ?? now;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const glyphsFor = (unicode: boolean): Glyphs => (unicode ? GLYPHS : PLAIN_GLYPHS);
