import type { Counts } from '@/domain/event-schema';
import { formatNumber } from '@/domain/format';
import { isFinalJobState, type JobOutcome, type JobState } from '@/domain/job';
import { percentOf } from '@/domain/progress';
import { jobView } from './state-catalogue';

/** A job as tabs, icons and toasts speak of it. */
export interface JobGist {
  readonly title: string;
  readonly state: JobState;
  readonly outcome: JobOutcome | null;
  readonly counts: Counts;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `42% · 2 failed · Nightly check`; a state that is not plain running comes first, an end takes the percentage's place. */
export function jobTitleText({ title, state, outcome, counts }: JobGist): string {
  const word = capital(jobView({ state, outcome }).label);
  const percent = `${percentOf(counts)}%`;
  const standing = isFinalJobState(state) ? word : state === 'running' ? percent : `${word} ${percent}`;
  const failed = counts.failed + counts.unknown;
  return [standing, ...(failed > 0 ? [`${formatNumber(failed)} failed`] : []), title].join(' · ');
}
