'use client';
import { Radio, RadioTower, RefreshCw, Unplug } from 'lucide-react';
import { formatClock, formatExact } from '@/domain/format';
import type { ConnectionState } from '@/live/connection-store';
import { cn } from '../ui/cn';
import { useNow } from '../ui/use-now';
import { useConnection } from './connection-context';

/** A cut this short is mended before anybody could be misled. */
const GRACE_MS = 4000;

export interface ConnectionView {
  readonly kind: 'live' | 'http' | 'connecting' | 'reconnecting' | 'stale';
  readonly label: string;
}

/** What to say of a connection: data older than a moment is called stale, with the time of the last word. */
export function connectionView(state: ConnectionState, now: number): ConnectionView {
  if (state.status === 'live') {
    return state.transport === 'http' ? { kind: 'http', label: 'Live over HTTP' } : { kind: 'live', label: 'Live' };
  }
  if (state.lastHeardAt === null) return { kind: 'connecting', label: 'Connecting' };
  if (now - state.lastHeardAt < GRACE_MS) return { kind: 'reconnecting', label: 'Reconnecting' };
  return { kind: 'stale', label: `Stale since ${formatClock(state.lastHeardAt)}` };
}

const LOOKS = {
  live: { icon: Radio, className: 'text-state-completed' },
  http: { icon: RadioTower, className: 'text-state-completed' },
  connecting: { icon: RefreshCw, className: 'text-muted-foreground' },
  reconnecting: { icon: RefreshCw, className: 'text-state-paused' },
  stale: { icon: Unplug, className: 'text-state-paused border-current' },
} satisfies Record<ConnectionView['kind'], object>;

function hintOf({ kind }: ConnectionView, { lastHeardAt }: ConnectionState): string | undefined {
  if (kind === 'live') return 'Changes come over a websocket as they happen';
  if (kind === 'http') return 'Websockets do not come through from here: changes come over HTTP as they happen';
  return lastHeardAt === null ? undefined : `Last word from the server: ${formatExact(lastHeardAt)}`;
}

export function ConnectionBadge() {
  const state = useConnection();
  return <ConnectionMark view={connectionView(state, useNow())} state={state} />;
}

export function ConnectionMark({ view, state }: { view: ConnectionView; state: ConnectionState }) {
  const { icon: Icon, className } = LOOKS[view.kind];
  return (
    <span
      data-testid="connection-badge"
      data-connection={view.kind}
      role="status"
      title={hintOf(view, state)}
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
