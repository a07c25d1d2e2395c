'use client';
import { createContext, use, useSyncExternalStore } from 'react';
import { type ConnectionState, type ConnectionStore, createConnectionStore } from './connection-store';

export const ConnectionContext = createContext<ConnectionStore>(createConnectionStore());

/** What the server renders, which knows no connection. */
const BEFORE: ConnectionState = { status: 'idle', lastHeardAt: null };

/** The websocket's state as it is now. */
export function useConnection(): ConnectionState {
  const store = use(ConnectionContext);
  return useSyncExternalStore(store.subscribe, store.get, () => BEFORE);
}
