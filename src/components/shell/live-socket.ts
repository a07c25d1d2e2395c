'use client';
import { createWSClient, type TRPCWebSocketClient } from '@trpc/client';
import type { ConnectionStore } from '@/live/connection-store';
import { KEEP_ALIVE, OPEN_TIMEOUT_MS, socketRetryMs } from '@/live/socket-pace';

/** One websocket for all subscriptions of this page, kept alive and opened again by itself. Browser only. */
export function openLiveSocket(connection: ConnectionStore, onLost: () => void): TRPCWebSocketClient {
  class HeardSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const timer = setTimeout(() => this.close(), OPEN_TIMEOUT_MS);
      const settled = () => clearTimeout(timer);
      this.addEventListener('open', settled);
      this.addEventListener('close', settled);
      this.addEventListener('message', () => connection.heard(Date.now()));
    }
  }
  connection.opening();
  return createWSClient({
    url: () => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/ws/trpc`,
    WebSocket: HeardSocket,
    retryDelayMs: () => socketRetryMs(connection),
    keepAlive: KEEP_ALIVE,
    onOpen: () => connection.opened(Date.now()),
    onClose: () => {
      connection.closed();
      onLost();
    },
  });
}
