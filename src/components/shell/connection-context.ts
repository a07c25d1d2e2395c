'use client';
import { createContext, use, useSyncExternalStore } from 'react';
import {
  type ConnectionState,
  type ConnectionStore,
  createConnectionStore,
  IDLE_CONNECTION,
} from '@/live/connection-store';

export const ConnectionContext = createContext<ConnectionStore>(createConnectionStore());

/** The connection as it is now; idle where the server renders, which knows none. */
export function useConnection(): ConnectionState {
  const store = use(ConnectionContext);
  return useSyncExternalStore(store.subscribe, store.get, () => IDLE_CONNECTION);
}
