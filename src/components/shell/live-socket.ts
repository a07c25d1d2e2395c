'use client';
import { createWSClient, type TRPCWebSocketClient } from '@trpc/client';
import { type ConnectionStore, createConnectionStore, reconnectDelayMs } from './connection-store';

export interface LiveSocket {
  readonly client: TRPCWebSocketClient;
  readonly connection: ConnectionStore;
}

/** One websocket for all subscriptions of this page, kept alive and opened again by itself. Browser only. */
export function openLiveSocket(onLost: () => void): LiveSocket {
  const connection = createConnectionStore();
  class HeardSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', () => connection.heard(Date.now()));
    }
  }
  connection.opening();
  const client = createWSClient({
    url: () => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/ws/trpc`,
    WebSocket: HeardSocket,
    retryDelayMs: (attempt) => reconnectDelayMs(attempt),
    keepAlive: { enabled: true, intervalMs: 5000, pongTimeoutMs: 3000 },
    onOpen: () => connection.opened(Date.now()),
    onClose: () => {
      connection.closed();
      onLost();
    },
  });
  return { client, connection };
}
