import type { Transport } from '@/live/connection-store';

export interface AreaZeroClientOptions {
  /** The portal's PUBLIC_URL: scheme, host and port, without a path, e.g. `https://areazero.example.net`. */
  readonly url: string;
  /** An API token of the portal. It is sent to that portal only and stands in no error. */
  readonly token: string;
  /** How long a query or mutation may take, in milliseconds; 60,000 where it is absent. Subscriptions have no end. */
  readonly timeoutMs?: number | undefined;
  /**
   * Told when the connection of the subscriptions opens and when it is lost; it is opened again by itself. `transport` is
   * what carries them: the websocket, or server-sent events (`http`) where websockets do not come through.
   */
  readonly onConnection?: ((state: ConnectionState, transport: Transport) => void) | undefined;
}

export type ConnectionState = 'open' | 'lost';

export interface Portal {
  /** `https://host:port`, without a slash at its end. */
  readonly origin: string;
  readonly token: string;
  readonly timeoutMs: number;
}

/** An import of 50,000 devices is answered in a fraction of it. */
const DEFAULT_TIMEOUT_MS = 60_000;
/** Timers of JavaScript take no more. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Throws a `TypeError` that names the option and what was expected; neither token nor password is repeated in it. */
export function portalOf({ url, token, timeoutMs }: Omit<AreaZeroClientOptions, 'onConnection'>): Portal {
  return { origin: originOf(url), token: checkedToken(token), timeoutMs: checkedTimeout(timeoutMs) };
}

function originOf(url: unknown): string {
  const expected = 'url: expected the address of the portal as in https://areazero.example.net';
  if (typeof url !== 'string' || !URL.canParse(url)) throw new TypeError(expected);
  const { protocol, origin, pathname, search, hash, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`${expected}, got the scheme ${protocol}`);
  if (username || password) throw new TypeError(`${expected}, without a user or password: the token says who you are`);
  if (pathname !== '/') throw new TypeError(`${expected}, without a path, got ${pathname}`);
  if (search || hash) throw new TypeError(`${expected}, without anything after the host`);
  return origin;
}

function checkedToken(token: unknown): string {
  if (typeof token !== 'string' || token === '') throw new TypeError('token: expected an API token, got none');
  // A header cannot hold others, and what was read from a file likes to end with a line break.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new TypeError('token: expected an API token without spaces or line breaks');
  return token;
}

function checkedTimeout(timeoutMs: unknown = DEFAULT_TIMEOUT_MS): number {
  if (Number.isInteger(timeoutMs) && Number(timeoutMs) >= 1 && Number(timeoutMs) <= MAX_TIMEOUT_MS)
    return Number(timeoutMs);
  throw new TypeError(`timeoutMs: expected whole milliseconds from 1 to ${MAX_TIMEOUT_MS}, got ${String(timeoutMs)}`);
}
