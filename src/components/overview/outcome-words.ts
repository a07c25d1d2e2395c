import type { Counts } from '@/domain/event-schema';
import { formatNumber } from '@/domain/format';
import { DEVICE_RUN_STATE_VIEWS, type StateView } from '../jobs/state-catalogue';

/** How devices fared in a job that has ended, the worst first: `2 failed`, `1 unknown`, `3 not run`, `completed`. */
export function outcomeWords(counts: Counts): { view: StateView; words: string } {
  const { failed, unknown, completed, total } = counts;
  if (failed > 0) return { view: DEVICE_RUN_STATE_VIEWS.failed, words: `${formatNumber(failed)} failed` };
  if (unknown > 0) return { view: DEVICE_RUN_STATE_VIEWS.unknown, words: `${formatNumber(unknown)} unknown` };
  if (completed < total) {
    return { view: DEVICE_RUN_STATE_VIEWS.skipped, words: `${formatNumber(total - completed)} not run` };
  }
  return { view: DEVICE_RUN_STATE_VIEWS.completed, words: 'completed' };
}
