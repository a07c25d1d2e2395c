'use client';
import { Radio, RefreshCw, Unplug } from 'lucide-react';
import { cn } from '../ui/cn';
import { formatClock, formatExact } from '../ui/format';
import { useNow } from '../ui/use-now';
import { useConnection } from './connection-context';
import type { ConnectionState } from './connection-store';

/** A cut this short is mended before anybody could be misled. */
const GRACE_MS = 4000;

export interface ConnectionView {
  readonly kind: 'live' | 'connecting' | 'reconnecting' | 'stale';
  readonly label: string;
}

/** What to say of a connection: data older than a moment is called stale, with the time of the last word. */
export function connectionView(state: ConnectionState, now: number): ConnectionView {
  if (state.status === 'live') return { kind: 'live', label: 'Live' };
  if (state.lastHeardAt === null) return { kind: 'connecting', label: 'Connecting' };
  if (now - state.lastHeardAt < GRACE_MS) return { kind: 'reconnecting', label: 'Reconnecting' };
  return { kind: 'stale', label: `Stale since ${formatClock(state.lastHeardAt)}` };
}

const LOOKS = {
  live: { icon: Radio, className: 'text-state-completed' },
  connecting: { icon: RefreshCw, className: 'text-muted-foreground' },
  reconnecting: { icon: RefreshCw, className: 'text-state-paused' },
  stale: { icon: Unplug, className: 'text-state-paused border-current' },
} satisfies Record<ConnectionView['kind'], object>;

export function ConnectionBadge() {
  const state = useConnection();
  const view = connectionView(state, useNow());
  const { icon: Icon, className } = LOOKS[view.kind];
  return (
    <span
      data-testid="connection-badge"
      data-connection={view.kind}
      role="status"
      title={state.lastHeardAt ? `Connected at or until ${formatExact(state.lastHeardAt)}` : undefined}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-md border px-2 font-medium text-xs tabular-nums',
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {view.label}
    </span>
  );
}
