/** How the page hears from the server. `lastHeardAt` is in milliseconds since the epoch. */
export interface ConnectionState {
  readonly status: 'idle' | 'connecting' | 'live' | 'lost';
  /** The last message of any sort, pings included; null before the first. */
  readonly lastHeardAt: number | null;
}

export interface ConnectionStore {
  get(): ConnectionState;
  subscribe(listener: () => void): () => void;
  opening(): void;
  opened(now: number): void;
  closed(): void;
  /** A message came. Tells nobody: the badge needs the time only once the connection is lost. */
  heard(now: number): void;
}

export function createConnectionStore(): ConnectionStore {
  let state: ConnectionState = { status: 'idle', lastHeardAt: null };
  let lastHeardAt: number | null = null;
  const listeners = new Set<() => void>();
  const become = (status: ConnectionState['status']) => {
    if (state.status === status && state.lastHeardAt === lastHeardAt) return;
    state = { status, lastHeardAt };
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opening() {
      if (state.status === 'idle') become('connecting');
    },
    opened(now) {
      lastHeardAt = now;
      become('live');
    },
    closed() {
      // Attempts that fail one after the other are one loss: the time of the last message stays.
      become(lastHeardAt === null ? 'connecting' : 'lost');
    },
    heard(now) {
      lastHeardAt = now;
    },
  };
}

const BASE_DELAY_MS = 400;
const MAX_DELAY_MS = 4000;

/**
 * Wait before the next attempt: doubled each time up to 4 s, and between half and all of that by chance, so that a
 * thousand pages do not come back at once when the server does. Never 0.
 */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.max(0, attempt));
  return Math.round(full * (0.5 + random() / 2));
}
