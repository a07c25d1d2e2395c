'use client';
import { Circle, CircleCheck, CircleDot, CirclePause, CircleSlash, CircleX, type LucideIcon } from 'lucide-react';
import { cn } from '../ui/cn';
import { type Phase, type PhaseState, phasesOf } from './job-phases';
import { useLiveJob } from './progress-context';

const VIEWS = {
  done: { icon: CircleCheck, text: 'text-state-completed', word: 'done' },
  now: { icon: CircleDot, text: 'text-state-running', word: 'now' },
  waiting: { icon: Circle, text: 'text-muted-foreground', word: 'waiting' },
  failed: { icon: CircleX, text: 'text-state-failed', word: 'failed' },
  'left out': { icon: CircleSlash, text: 'text-state-dim', word: 'not completed' },
} satisfies Record<PhaseState, { icon: LucideIcon; text: string; word: string }>;

const PAUSED = { icon: CirclePause, text: 'text-state-paused', word: 'paused here' };

const samePhases = (a: readonly Phase[], b: readonly Phase[]) =>
  a.length === b.length && a.every((phase, index) => phase.state === b[index]?.state);

/** `plan ─ canary ─ batches ─ finalising`, each with its state. */
export function PhaseLine() {
  const phases = useLiveJob(({ head, progress }) => phasesOf(head.options.canary !== null, progress), samePhases);
  const paused = useLiveJob(({ progress }) => progress.state === 'paused' || progress.state === 'pausing');
  return (
    <ol aria-label="Phases of the job" data-testid="job-phases" className="flex flex-wrap items-center gap-y-1 text-xs">
      {phases.map(({ name, state }, index) => {
        const view = state === 'now' && paused ? PAUSED : VIEWS[state];
        const Icon = view.icon;
        return (
          <li
            key={name}
            data-phase={name}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
            className={cn('flex items-center gap-1', view.text, state === 'now' && 'font-medium')}
          >
            {index > 0 && <span aria-hidden className="mx-1.5 h-px w-4 bg-input" />}
            <Icon aria-hidden className="size-3.5" />
            {name}
            <span className="sr-only">: {view.word}</span>
          </li>
        );
      })}
    </ol>
  );
}
