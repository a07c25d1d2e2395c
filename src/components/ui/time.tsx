'use client';
import type { ComponentProps } from 'react';
import { formatAgo, formatDuration, formatElapsed, formatExact } from '@/domain/format';
import { cn } from './cn';
import { useNow } from './use-now';

/** "3 min ago", the exact time on hover. */
export function TimeAgo({ at, className, ...props }: { at: string } & ComponentProps<'time'>) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatExact(at)} className={cn('tabular-nums', className)} {...props}>
      {formatAgo(Date.parse(at), now)}
    </time>
  );
}

export interface ElapsedProps {
  /** ISO 8601. */
  since: string;
  /** ISO 8601; absent while it still runs. */
  until?: string | null;
  /** How far the clock that made `since` is ahead of this one. */
  offsetMs?: number;
  className?: string;
}

/** A clock that runs while `until` is absent; what has ended is told more exactly. */
export function Elapsed({ since, until, offsetMs = 0, className }: ElapsedProps) {
  const now = useNow();
  const start = Date.parse(since);
  return (
    <span className={cn('tabular-nums', className)} title={`Since ${formatExact(since)}`}>
      {until ? formatDuration(Date.parse(until) - start) : formatElapsed(now + offsetMs - start)}
    </span>
  );
}
