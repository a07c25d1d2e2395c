'use client';
import { CircleCheck, OctagonAlert, ShieldAlert, ShieldCheck } from 'lucide-react';
import { formatCount, formatNumber } from '@/domain/format';
import { MAX_FAILED_LOGINS, stopRuleValues } from '@/domain/stop-rule';
import type { StopRuleValue } from '@/domain/stop-rule-schema';
import { cn } from '../ui/cn';
import { STOP_RULE_WORDS } from './options-words';
import { useLiveJob } from './progress-context';

const sameValues = (a: readonly StopRuleValue[], b: readonly StopRuleValue[]) =>
  a.length === b.length && a.every(({ rule, value }, index) => rule === b[index]?.rule && value === b[index]?.value);

/** Every limit of the job with how near it is; the guard of credentials stands beside them. Absent without a rule. */
export function StopRuleMeters() {
  const rules = useLiveJob(({ head, progress }) => stopRuleValues(head, progress), sameValues);
  const suspended = useLiveJob((job) => job.progress.record.suspended.length);
  if (rules.length === 0) return null;
  return (
    <ul
      aria-label="Stop rules"
      data-testid="stop-rules"
      className="flex flex-wrap items-center gap-x-6 gap-y-1.5 text-muted-foreground text-xs"
    >
      {rules.map((value) => (
        <RuleMeter key={value.rule} value={value} />
      ))}
      <li className={cn('flex items-center gap-1.5', suspended > 0 && 'text-state-paused')}>
        {suspended > 0 ? (
          <ShieldAlert aria-hidden className="size-3.5" />
        ) : (
          <ShieldCheck aria-hidden className="size-3.5" />
        )}
        <span title={`${MAX_FAILED_LOGINS} failed logins suspend a credential in this job`}>
          credential guard {suspended > 0 ? `suspended ${formatCount(suspended, 'credential')}` : 'on'}
        </span>
      </li>
    </ul>
  );
}

/** From here on a limit is near enough to warn. */
const NEAR = 0.5;

function RuleMeter({ value: { rule, value, limit, reached } }: { value: StopRuleValue }) {
  const { label, unit } = STOP_RULE_WORDS[rule];
  const share = Math.min(1, value / limit);
  const near = share >= NEAR;
  const Icon = reached || near ? OctagonAlert : CircleCheck;
  return (
    <li
      data-rule={rule}
      className={cn('flex items-center gap-1.5', reached ? 'text-state-failed' : near && 'text-state-paused')}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="max-sm:w-32">{label.toLowerCase()}</span>
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-track">
        <span
          className={cn(
            'block h-full transition-[width] duration-200 ease-out',
            reached ? 'bg-state-failed-fill' : near ? 'bg-state-paused-fill' : 'bg-state-pending-fill',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="tabular-nums">
        <span className={reached || near ? undefined : 'text-foreground'}>{formatNumber(value)}</span> of{' '}
        {formatNumber(limit)}
        {unit}
        {reached && <span className="sr-only">, reached</span>}
      </span>
    </li>
  );
}
