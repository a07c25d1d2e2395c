'use client';
import { createWSClient, type TRPCWebSocketClient } from '@trpc/client';
import { type ConnectionStore, FALLBACK_AFTER, probeDelayMs, reconnectDelayMs } from './connection-store';

/** A firewall that drops upgrades says nothing, and browsers wait for minutes. */
const OPEN_TIMEOUT_MS = 4_000;

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
    // Its own count starts again with each socket that opens, also with one that is closed right after.
    retryDelayMs: () => retryDelayMs(connection),
    keepAlive: { enabled: true, intervalMs: 5000, pongTimeoutMs: 3000 },
    onOpen: () => connection.opened(Date.now()),
    onClose: () => {
      connection.closed();
      onLost();
    },
  });
}

function retryDelayMs(connection: ConnectionStore): number {
  const { status, transport } = connection.get();
  const failures = connection.failures();
  if (transport === 'http' && status === 'live') return probeDelayMs(failures - FALLBACK_AFTER);
  return reconnectDelayMs(failures - 1);
}
