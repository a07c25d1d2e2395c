import type { Counts } from '@/domain/event-schema';
import { formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

const ORDER = ['completed', 'failed', 'unknown', 'running', 'pending', 'skipped', 'canceled'] as const;
/** Always shown, so that the line does not change its shape when the first device fails. */
const ALWAYS = new Set<string>(['completed', 'failed']);
/** Shown for as long as anything is left: between two batches nothing runs, and on a phone the page would jump by a line. */
const WHILE_OPEN = new Set<string>(['running', 'pending']);

/** `66 completed · 2 failed · 10 running · 334 waiting`, each with its icon. */
export function CountsLine({ counts, className }: { counts: Counts; className?: string }) {
  const open = counts.running + counts.pending > 0;
  const shown = ORDER.filter((state) => counts[state] > 0 || ALWAYS.has(state) || (open && WHILE_OPEN.has(state)));
  return (
    <ul className={cn('flex flex-wrap gap-x-4 gap-y-1 text-xs', className)}>
      {shown.map((state) => {
        const view = DEVICE_RUN_STATE_VIEWS[state];
        return (
          <li key={state} data-count={state}>
            <StateMark
              view={{ ...view, spins: false, text: counts[state] === 0 ? 'text-muted-foreground' : view.text }}
            >
              <span className="tabular-nums">{formatNumber(counts[state])}</span> {view.label}
            </StateMark>
          </li>
        );
      })}
    </ul>
  );
}
