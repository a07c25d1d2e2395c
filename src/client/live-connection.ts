import { createWSClient, type OperationLink, TRPCClientError, type TRPCLink, wsLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { WebSocket } from 'ws';
import { type ConnectionStore, createConnectionStore, FALLBACK_AFTER } from '@/live/connection-store';
import { liveLink } from '@/live/live-link';
import { KEEP_ALIVE, OPEN_TIMEOUT_MS, socketRetryMs } from '@/live/socket-pace';
import type { AppRouter } from '@/server/api/app-router';
import { eventStreamLink } from './event-stream';
import type { AreaZeroClientOptions, Portal } from './options';
import { NoPortal, portalFetch } from './portal-fetch';

/** `ws` waits half a minute for the other side to close as well, and one that is gone never does. */
const CLOSE_WITHIN_MS = 2_000;

export interface LiveConnection {
  readonly link: TRPCLink<AppRouter>;
  /** Ends open subscriptions with an error, and takes no further ones. */
  close(): void;
}

interface Socket {
  readonly link: OperationLink<AppRouter>;
  close(): void;
}

/**
 * What subscriptions come over while there are any: one websocket for all of them, opened again after growing waits, or
 * server-sent events, a request each, where websockets do not come through. By the rules of the pages (`src/live`).
 */
export function liveConnection(
  portal: Portal,
  onConnection: AreaZeroClientOptions['onConnection'] = () => {},
): LiveConnection {
  const connection = createConnectionStore();
  const streams = new Set<{ fail(error: Error): void }>();
  let socket: Socket | null = null;
  let closed = false;

  const failAll = (error: Error) => {
    for (const stream of streams) stream.fail(error);
  };
  const teller = tellerOf(connection, onConnection);
  const enter = (stream: { fail(error: Error): void }) => {
    streams.add(stream);
    // What has never worked is a wrong address; once it had, a proxy whose portal restarts.
    socket ??= openSocket(portal, connection, (error) => teller.everOpen() || failAll(error));
  };
  const leave = (stream: { fail(error: Error): void }) => {
    if (!streams.delete(stream) || streams.size > 0) return;
    socket?.close();
    socket = null;
    teller.forget();
    connection.left();
  };

  return {
    link(runtime) {
      const carry = liveLink({
        connection,
        websocket: () => (args) => socket!.link(args),
        http: eventStreamLink(portal),
      })(runtime);
      return (args) =>
        observable((observer) => {
          if (closed) {
            observer.error(TRPCClientError.from(new Error('The client is closed')));
            return;
          }
          const stream = {
            fail(error: Error) {
              end();
              observer.error(TRPCClientError.from(error));
            },
          };
          enter(stream);
          let lastId: string | undefined;
          const inner = carry(args).subscribe({
            ...observer,
            next(envelope) {
              const { result } = envelope;
              if ('id' in result && result.id !== undefined) {
                // Ids of the portal grow. Another came over a websocket that was given up but not gone yet, and has come again.
                if (Number(result.id) <= Number(lastId)) return;
                lastId = result.id;
              }
              observer.next(envelope);
            },
          });
          const end = () => {
            inner.unsubscribe();
            leave(stream);
          };
          return end;
        });
    },
    close() {
      closed = true;
      failAll(new Error('The client was closed'));
    },
  };
}

/** Tells of each change once, and of a loss only after there was something to lose. */
function tellerOf(connection: ConnectionStore, tell: NonNullable<AreaZeroClientOptions['onConnection']>) {
  let told: Parameters<typeof tell> | null = null;
  let everOpen = false;
  connection.subscribe(() => {
    const { status, transport } = connection.get();
    const state = status === 'live' ? 'open' : 'lost';
    if (told ? told[0] === state && told[1] === transport : state === 'lost') return;
    everOpen = true;
    told = [state, transport];
    tell(...told);
  });
  return {
    everOpen: () => everOpen,
    forget() {
      told = null;
    },
  };
}

/** `onForeign` hears of what answers in the portal's place while no websocket comes through. */
function openSocket(portal: Portal, connection: ConnectionStore, onForeign: (error: Error) => void): Socket {
  class PortalSocket extends WebSocket {
    constructor(address: string | URL) {
      // `as object`: its types do not know `closeTimeout` yet.
      super(address, { handshakeTimeout: OPEN_TIMEOUT_MS, closeTimeout: CLOSE_WITHIN_MS } as object);
      this.on('message', () => {
        if (!left.signal.aborted) connection.heard(Date.now());
      });
    }
  }
  const left = new AbortController();
  let asking = false;
  const look = async () => {
    if (asking || connection.get().transport === 'http' || connection.failures() < FALLBACK_AFTER) return;
    asking = true;
    const found = await lookForPortal(portal, left.signal);
    asking = false;
    if (left.signal.aborted) return;
    if (found === 'answers') connection.answered(Date.now());
    else if (found !== 'away') onForeign(found);
  };
  connection.opening();
  const client = createWSClient({
    url: `${portal.origin.replace(/^http/, 'ws')}/ws/trpc`,
    connectionParams: { token: portal.token },
    WebSocket: PortalSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => socketRetryMs(connection),
    keepAlive: KEEP_ALIVE,
    onOpen() {
      if (!left.signal.aborted) connection.opened(Date.now());
    },
    onClose() {
      if (left.signal.aborted) return;
      connection.closed();
      void look();
    },
  });
  return {
    link: wsLink<AppRouter>({ client })({}),
    close() {
      left.abort();
      void client.close();
    },
  };
}

/** Whether the portal answers over HTTP; what does instead of it, as an error that says so. */
async function lookForPortal({ origin, token }: Portal, signal: AbortSignal): Promise<'answers' | 'away' | NoPortal> {
  try {
    const answer = await portalFetch(origin)(`${origin}/api/trpc/account.me`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return answer.status < 502 ? 'answers' : 'away';
  } catch (error) {
    // Everything else is a network that does not carry; the next websocket that fails asks again.
    return error instanceof NoPortal && error.status < 500 ? error : 'away';
  }
}
