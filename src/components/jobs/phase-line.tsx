'use client';
import { Circle, CircleCheck, CircleDot, CirclePause, CircleSlash, CircleX, type LucideIcon } from 'lucide-react';
import { formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { type Phase, type PhaseName, type PhaseState, phasesOf } from './job-phases';
import { useLiveJob } from './progress-context';

const VIEWS = {
  done: { icon: CircleCheck, text: 'text-state-completed', word: 'done' },
  now: { icon: CircleDot, text: 'text-state-running', word: 'now' },
  waiting: { icon: Circle, text: 'text-muted-foreground', word: 'waiting' },
  failed: { icon: CircleX, text: 'text-state-failed', word: 'failed' },
  'left out': { icon: CircleSlash, text: 'text-state-dim', word: 'not completed' },
} satisfies Record<PhaseState, { icon: LucideIcon; text: string; word: string }>;

const PAUSED = { icon: CirclePause, text: 'text-state-paused', word: 'paused here' };

const NAMES = {
  plan: 'planned',
  canary: 'canary',
  batches: 'batches',
  finalising: 'finalising',
} satisfies Record<PhaseName, string>;

const samePhases = (a: readonly Phase[], b: readonly Phase[]) =>
  a.length === b.length && a.every((phase, index) => phase.state === b[index]?.state);

/** `planned ─ canary ─ batches ─ finalising`, each with its state; the current one pulses (not under reduced motion). */
export function PhaseLine() {
  const phases = useLiveJob(({ head, progress }) => phasesOf(head.options.canary !== null, progress), samePhases);
  const paused = useLiveJob(({ progress }) => progress.state === 'paused' || progress.state === 'pausing');
  return (
    <ol aria-label="Phases of the job" data-testid="job-phases" className="flex flex-wrap items-center gap-y-1 text-xs">
      {phases.map(({ name, state }, index) => {
        const now = state === 'now';
        const view = now && paused ? PAUSED : VIEWS[state];
        const Icon = view.icon;
        return (
          <li
            key={name}
            data-phase={name}
            data-state={state}
            aria-current={now ? 'step' : undefined}
            className={cn('flex items-center gap-1', view.text, now && 'font-medium')}
          >
            {index > 0 && <Rail state={state} moving={now && !paused} />}
            <span className="relative flex">
              {now && !paused && (
                <span
                  aria-hidden
                  className="absolute inset-0 animate-ping rounded-full bg-state-running-fill/40 motion-reduce:hidden"
                />
              )}
              <Icon aria-hidden className="relative size-3.5" />
            </span>
            {NAMES[name]}
            {name === 'batches' && now && <BatchCount />}
            <span className="sr-only">: {view.word}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The way to a phase: gone, being gone, or not yet. */
function Rail({ state, moving }: { state: PhaseState; moving: boolean }) {
  return (
    <span
      aria-hidden
      className="relative mx-1.5 h-0.5 w-7 max-sm:mx-1 max-sm:w-2 overflow-hidden rounded-full bg-track"
    >
      {state !== 'waiting' && (
        <span
          className={cn(
            'absolute inset-0 bg-current opacity-60',
            state === 'left out' && 'opacity-30',
            moving && 'pulse-soft motion-reduce:animate-none',
          )}
        />
      )}
    </span>
  );
}

/** Batches that are done, of all. */
function BatchCount() {
  const done = useLiveJob(({ progress }) => progress.batches.filter(({ state }) => state === 'completed').length);
  const total = useLiveJob((job) => job.head.totalBatches);
  if (total < 2) return null;
  return (
    <span className="font-normal text-muted-foreground tabular-nums">
      {formatNumber(done)}/{formatNumber(total)} done
    </span>
  );
}
