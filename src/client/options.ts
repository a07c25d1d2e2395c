import type { Transport } from '@/live/connection-store';

export interface AreaZeroClientOptions {
  /** The portal's PUBLIC_URL: scheme, host and port, without a path, e.g. `https://areazero.example.net`. */
  readonly url: string;
  /** An API token of the portal. It is sent to that portal only and stands in no error. */
  readonly token: string;
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
}

/** Throws a `TypeError` that names the option and what was expected; neither token nor password is repeated in it. */
export function portalOf({ url, token }: Pick<AreaZeroClientOptions, 'url' | 'token'>): Portal {
  return { origin: originOf(url), token: checkedToken(token) };
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
