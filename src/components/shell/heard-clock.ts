'use client';
import { use, useMemo } from 'react';
import type { ConnectionStore } from '@/live/connection-store';
import { type Clock, NowContext } from '../ui/use-now';
import { ConnectionContext } from './connection-context';

/**
 * The clock of what the server said last: it stands still while the connection is lost. Whatever counts time would else go on
 * counting about things that nobody knows any more, and each device that works would soon look stuck.
 */
export function heardClock(connection: ConnectionStore, clock: Clock): Clock {
  return {
    subscribe(listener) {
      const stops = [connection.subscribe(listener), clock.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    get() {
      const { status, lastHeardAt } = connection.get();
      return status === 'lost' && lastHeardAt !== null ? lastHeardAt : clock.get();
    },
  };
}

export function useHeardClock(): Clock {
  const connection = use(ConnectionContext);
  const clock = use(NowContext);
  return useMemo(() => heardClock(connection, clock), [connection, clock]);
}
