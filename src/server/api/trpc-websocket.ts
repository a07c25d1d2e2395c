import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Identify } from '../auth/identify';
import type { Log } from '../engine/ports';
import { appRouter } from './app-router';
import type { ApiContext, Connection, Services } from './context';
import { badInput } from './errors';
import { reportError } from './report-error';
import { beginCall, requestIdOf } from './request-event';
import { MAX_BATCH } from './trpc-http';
import { watchRights } from './watch-rights';

const MAX_MESSAGE_BYTES = 1_048_576;
const MAX_SUBSCRIPTIONS = 100;
const MAX_SOCKETS = 2_000;
/** Bytes that may wait in a socket before its subscriptions stop reading. */
const MAX_BUFFERED_BYTES = 1_048_576;
/** A socket that nobody has signed in to by then ends: it holds a place that others need. */
const NOBODY_MS = 5_000;
const DRAIN_POLL_MS = 25;
const PING_MS = 30_000;
const PONG_WAIT_MS = 10_000;
/** RFC 6455 §7.4.1: policy violation, internal error. */
const CLOSE_CODES = { changed: 1008, unknown: 1011 } as const;

/** Where a socket may take its rights from: without an Origin of ours its cookies do not count. */
export interface SocketCaller {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  readonly address: string;
}

export interface TrpcWebsocket {
  /** Takes over a connection that asked for an upgrade and was found good. */
  accept(req: IncomingMessage, socket: Duplex, head: Buffer, caller: SocketCaller): void;
  connected(): number;
  /** Tells clients to connect again: this server goes away. */
  announceRestart(): void;
  close(): Promise<void>;
}

/** tRPC over websockets: subscriptions, and every other procedure under the same rules. */
export function createTrpcWebsocket(services: Services, identify: Identify): TrpcWebsocket {
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const callers = new WeakMap<IncomingMessage, SocketCaller & { readonly stay: () => void }>();
  const onConnection = getWSConnectionHandler({
    wss,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: PING_MS, pongWaitMs: PONG_WAIT_MS },
    experimental_encoder: { encode: (data) => JSON.stringify(data), decode: decodeMessage },
    createContext: ({ req, res, info }) => {
      const caller = callers.get(req);
      if (!caller) throw new Error('A websocket without a caller');
      const token = info.connectionParams?.token ?? caller.authorization;
      const whoAsks = () => identify({ token, cookie: caller.cookie });
      const end = (why: keyof typeof CLOSE_CODES) => res.close(CLOSE_CODES[why], 'Sign in again');
      const first = whoAsks().then((actor) => {
        if (actor) caller.stay();
        return actor;
      });
      res.once('close', watchRights({ first, whoAsks, end, log: services.log }));
      const connection = connectionOf(res, requestIdOf(req), caller.address, services.log);
      return { services, whoAsks, connection } satisfies ApiContext;
    },
    onError: ({ error, path, type }) => reportError(services.log, { error, path, type, via: 'websocket' }),
  });

  return {
    accept(req, socket, head, caller) {
      if (wss.clients.size >= MAX_SOCKETS) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      wss.handleUpgrade(req, socket, head, (client) => {
        callers.set(req, { ...caller, stay: endUnlessKept(client) });
        onConnection(client, req);
      });
    },
    connected: () => wss.clients.size,
    announceRestart() {
      const message = JSON.stringify({ id: null, method: 'reconnect' });
      for (const client of wss.clients) if (client.readyState === client.OPEN) client.send(message);
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of wss.clients) client.terminate();
        wss.close(() => resolve());
      }),
  };
}

/** Returns how to keep the socket. */
function endUnlessKept(client: WebSocket): () => void {
  const timer = setTimeout(() => client.close(CLOSE_CODES.changed, 'Sign in first'), NOBODY_MS);
  const keep = () => clearTimeout(timer);
  client.once('close', keep);
  return keep;
}

/** The adapter answers an error here with PARSE_ERROR and goes on. */
function decodeMessage(data: string | ArrayBuffer | Uint8Array): unknown {
  const text = typeof data === 'string' ? data : Buffer.from(data as Uint8Array).toString('utf8');
  const message: unknown = JSON.parse(text);
  if (Array.isArray(message) && message.length > MAX_BATCH) {
    throw badInput('', `expected at most ${MAX_BATCH} calls in one message`);
  }
  return message;
}

function connectionOf(client: WebSocket, requestId: string, address: string, log: Log): Connection {
  let open = 0;
  let calls = 0;
  return {
    address,
    requestId,
    beginCall: (path, type) => {
      calls += 1;
      const id = `${requestId}.${calls}`;
      const via = 'websocket';
      return beginCall(id, path, type, (fields) => log.info({ requestId: id, ...fields, address, via }, 'call'));
    },
    drained: async () => {
      while (client.readyState === client.OPEN && client.bufferedAmount > MAX_BUFFERED_BYTES) {
        await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      }
    },
    openSubscription: () => {
      if (open >= MAX_SUBSCRIPTIONS) return false;
      open += 1;
      return true;
    },
    closeSubscription: () => {
      open -= 1;
    },
  };
}
