import { type ConnectionStore, FALLBACK_AFTER, probeDelayMs, reconnectDelayMs } from './connection-store';

/** Of a websocket's handshake. A firewall that drops upgrades says nothing, and browsers wait for minutes. */
export const OPEN_TIMEOUT_MS = 4_000;

/** A proxy may accept the upgrade and then carry nothing: that socket ends here, and counts as one that failed. */
export const KEEP_ALIVE = { enabled: true, intervalMs: 5_000, pongTimeoutMs: 3_000 };

/**
 * Milliseconds before the next websocket. By the store's own count, since that of tRPC starts again with each socket that
 * opens, also with one that is closed right after.
 */
export function socketRetryMs(connection: ConnectionStore): number {
  const { status, transport } = connection.get();
  const failures = connection.failures();
  if (transport === 'http' && status === 'live') return probeDelayMs(failures - FALLBACK_AFTER);
  return reconnectDelayMs(failures - 1);
}
