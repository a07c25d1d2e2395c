import { createWSClient, type OperationLink, TRPCClientError, type TRPCLink, wsLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { WebSocket } from 'ws';
import type { AppRouter } from '@/server/api/app-router';
import { type LiveStream, liveStream } from './live-stream';
import type { ConnectionState, Portal } from './options';
import { reconnectDelayMs } from './reconnect-delay';

/** A portal that says nothing for this long, not even PONG, is gone; so is one that opens no websocket meanwhile. */
const PING_AFTER_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
/** `ws` waits half a minute for the other side to close as well, and one that is gone never does. */
const CLOSE_WITHIN_MS = 2_000;

export interface LiveConnection {
  readonly link: TRPCLink<AppRouter>;
  /** Ends open subscriptions with an error, and takes no further ones. */
  close(): void;
}

interface Carrier {
  readonly link: OperationLink<AppRouter>;
  close(): Promise<void>;
}

/**
 * One websocket for all subscriptions, open while there are any. A lost one is opened again after growing waits, and each
 * subscription goes on after the last id that came.
 */
export function liveConnection(portal: Portal, onConnection?: (state: ConnectionState) => void): LiveConnection {
  const streams = new Set<LiveStream>();
  let carrier: Carrier | null = null;
  let everOpen = false;
  let closed = false;

  const failAll = (error: Error) => {
    for (const stream of streams) stream.fail(TRPCClientError.from(error));
  };
  const leave = (stream: LiveStream) => {
    streams.delete(stream);
    if (streams.size > 0) return;
    void carrier?.close();
    carrier = null;
  };
  const connect = (): Carrier => {
    const socket = openSocket(portal, {
      opened() {
        everOpen = true;
        if (carrier === mine) onConnection?.('open');
      },
      lost() {
        if (carrier === mine) onConnection?.('lost');
      },
      // Once it had worked, such an answer is a proxy whose portal restarts.
      refused(status) {
        if (!everOpen) failAll(new Error(`${portal.origin} refused the websocket of the subscriptions: ${status}`));
      },
    });
    const mine: Carrier = { link: wsLink<AppRouter>({ client: socket })({}), close: () => socket.close() };
    return mine;
  };

  return {
    link:
      () =>
      ({ op, next }) =>
        observable((observer) => {
          if (closed) {
            observer.error(TRPCClientError.from(new Error('The client is closed')));
            return;
          }
          const stream = liveStream({
            op,
            observer,
            carry: (resumed, listener) => {
              carrier ??= connect();
              return carrier.link({ op: resumed, next }).subscribe(listener);
            },
            onEnd: () => leave(stream),
          });
          streams.add(stream);
          stream.begin();
          return () => stream.end();
        }),
    close() {
      closed = true;
      failAll(new Error('The client was closed'));
    },
  };
}

interface SocketListeners {
  opened(): void;
  lost(): void;
  /** The answer to the handshake was an HTTP status that says no for good. */
  refused(status: string): void;
}

function openSocket({ origin, token }: Portal, { opened, lost, refused }: SocketListeners) {
  class PortalSocket extends WebSocket {
    constructor(address: string | URL) {
      // `as object`: its types do not know `closeTimeout` yet.
      super(address, { handshakeTimeout: PONG_WITHIN_MS, closeTimeout: CLOSE_WITHIN_MS } as object);
      this.on('error', ({ message }) => {
        const status = /^Unexpected server response: (4\d\d)$/.exec(message)?.[1];
        if (status) refused(status);
      });
    }
  }
  let isOpen = false;
  return createWSClient({
    url: `${origin.replace(/^http/, 'ws')}/ws/trpc`,
    connectionParams: { token },
    WebSocket: PortalSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: reconnectDelayMs,
    keepAlive: { enabled: true, intervalMs: PING_AFTER_MS, pongTimeoutMs: PONG_WITHIN_MS },
    onOpen() {
      isOpen = true;
      opened();
    },
    onClose() {
      if (isOpen) lost();
      isOpen = false;
    },
  });
}
