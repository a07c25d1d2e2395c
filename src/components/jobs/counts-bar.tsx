import type { Counts } from '@/domain/event-schema';
import { formatNumber } from '@/domain/format';
import { doneOf } from '@/domain/progress';
import { Progress } from '../ui/progress';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';

/** From the left: what is finished well, what is not, what is in work. Waiting is the empty rest. */
const ORDER = ['completed', 'failed', 'unknown', 'skipped', 'canceled', 'running'] as const;

export function CountsBar(props: { counts: Counts; label: string; className?: string; 'data-testid'?: string }) {
  const { counts, label, ...rest } = props;
  return (
    <Progress
      aria-label={label}
      aria-valuetext={`${formatNumber(doneOf(counts))} of ${formatNumber(counts.total)} done`}
      total={counts.total}
      value={doneOf(counts)}
      segments={ORDER.map((state) => ({
        key: state,
        value: counts[state],
        className: DEVICE_RUN_STATE_VIEWS[state].fill,
      }))}
      {...rest}
    />
  );
}
