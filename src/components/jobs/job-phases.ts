import { isFinalJobState } from '@/domain/job';
import type { JobProgress } from '@/domain/progress';

export type PhaseName = 'plan' | 'canary' | 'batches' | 'finalising';
/** `now`: at work, or where the job stands still. `left out`: the job ended before it came to this. */
export type PhaseState = 'done' | 'now' | 'waiting' | 'failed' | 'left out';

export interface Phase {
  readonly name: PhaseName;
  readonly state: PhaseState;
}

/** How far the job is on its way: plan, canary (where there is one), batches, finalising. */
export function phasesOf(
  hasCanary: boolean,
  {
    state,
    stateReason,
    record,
    counts,
    startedAt,
  }: Pick<JobProgress, 'state' | 'stateReason' | 'record' | 'counts' | 'startedAt'>,
): Phase[] {
  const ended = isFinalJobState(state);
  const over = ended || state === 'completing' || state === 'canceling';
  const started = startedAt !== null;
  const canary = canaryPhase(record.canary, started, over);
  const reached = hasCanary ? canary === 'done' : started;
  // A limit that was reached leaves its reason; without one, every batch had its turn.
  const orderly = state === 'completed' || (state === 'completing' && stateReason === null);
  const ran = counts.completed + counts.failed + counts.unknown === counts.total;
  return [
    { name: 'plan', state: 'done' },
    ...(hasCanary ? [{ name: 'canary', state: canary } as const] : []),
    { name: 'batches', state: batchesPhase(reached, over, orderly || ran) },
    { name: 'finalising', state: ended ? 'done' : over ? 'now' : 'waiting' },
  ];
}

function batchesPhase(reached: boolean, over: boolean, complete: boolean): PhaseState {
  if (over) return reached && complete ? 'done' : 'left out';
  return reached ? 'now' : 'waiting';
}

function canaryPhase(canary: JobProgress['record']['canary'], started: boolean, over: boolean): PhaseState {
  if (canary) return canary === 'passed' ? 'done' : 'failed';
  if (over) return 'left out';
  return started ? 'now' : 'waiting';
}
