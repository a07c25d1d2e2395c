/** What carries subscriptions: the websocket, or server-sent events where websockets do not come through. */
export type Transport = 'websocket' | 'http';

/** How the page hears from the server. `lastHeardAt` is in milliseconds since the epoch. */
export interface ConnectionState {
  readonly status: 'idle' | 'connecting' | 'live' | 'lost';
  readonly transport: Transport;
  /** The last message of any sort, pings included; null before the first. */
  readonly lastHeardAt: number | null;
}

export interface ConnectionStore {
  get(): ConnectionState;
  subscribe(listener: () => void): () => void;
  opening(): void;
  opened(now: number): void;
  closed(): void;
  /** The websocket brought a message. Tells nobody while it is live: the badge needs the time only once it is lost. */
  heard(now: number): void;
  /** Websockets that ended or were refused in a row, none of which brought a message. */
  failures(): number;
  /** The server answered over HTTP: a request, or a message of a stream. */
  answered(now: number): void;
  /** A request over HTTP did not reach the server. */
  unanswered(): void;
  /** A stream over HTTP is about to open: while it is silent, answers to other requests do not make the page live. */
  streamAwaited(stream: object): void;
  streamHeard(stream: object, now: number): void;
  streamLost(stream: object): void;
  streamEnded(stream: object): void;
  /** Nobody follows anything any more. What carries it is kept for the next, whether it lives is not. */
  left(): void;
}

/** So many websockets must fail in a row before HTTP takes over: a restart of the server is not worth the change. */
export const FALLBACK_AFTER = 2;

export const IDLE_CONNECTION: ConnectionState = { status: 'idle', transport: 'websocket', lastHeardAt: null };

/**
 * HTTP takes over when the server answers there and websockets fail; the websocket takes it back with its first message,
 * since some proxies accept an upgrade and then carry nothing.
 */
export function createConnectionStore(): ConnectionStore {
  let state = IDLE_CONNECTION;
  let lastHeardAt: number | null = null;
  let failures = 0;
  const silent = new Set<object>();
  const listeners = new Set<() => void>();
  const become = (status: ConnectionState['status'], transport = state.transport) => {
    if (state.status === status && state.transport === transport && (status === 'live' || same())) return;
    state = { status, transport, lastHeardAt };
    for (const listener of listeners) listener();
  };
  const same = () => state.lastHeardAt === lastHeardAt;
  // Attempts that fail one after the other are one loss: the time of the last message stays.
  const lose = () => become(lastHeardAt === null ? 'connecting' : 'lost');
  const answered = (now: number) => {
    const overHttp = state.transport === 'http';
    if (!overHttp && (failures < FALLBACK_AFTER || state.status === 'live')) return;
    if (silent.size > 0) return;
    lastHeardAt = now;
    become('live', 'http');
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
      if (state.transport === 'http') return;
      lastHeardAt = now;
      become('live');
    },
    closed() {
      failures += 1;
      if (state.transport === 'websocket') lose();
    },
    heard(now) {
      failures = 0;
      lastHeardAt = now;
      if (state.transport === 'http') become('live', 'websocket');
    },
    failures: () => failures,
    answered,
    unanswered() {
      if (state.transport === 'http') lose();
    },
    streamAwaited: (stream) => void silent.add(stream),
    streamHeard(stream, now) {
      silent.delete(stream);
      answered(now);
    },
    streamLost(stream) {
      silent.add(stream);
      if (state.transport === 'http') lose();
    },
    streamEnded: (stream) => void silent.delete(stream),
    left: () => become('idle'),
  };
}

/**
 * A wait that doubles with each attempt up to `maxMs`, and is between half and all of that by chance, so that a thousand
 * pages do not come back at once when the server does. Never 0.
 */
function backoffMs(attempt: number, baseMs: number, maxMs: number, random: () => number): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt));
  return Math.round(full * (0.5 + random() / 2));
}

/** Before the next attempt after a loss: 200 ms to 4 s. */
export const reconnectDelayMs = (attempt: number, random: () => number = Math.random): number =>
  backoffMs(attempt, 400, 4_000, random);

/** Before websockets are tried again while HTTP serves well: 3 s to a minute. */
export const probeDelayMs = (attempt: number, random: () => number = Math.random): number =>
  backoffMs(attempt, 6_000, 60_000, random);
