import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { Actor } from '../auth/actor';
import { appRouter } from './app-router';
import type { ApiContext, Services } from './context';
import { reportError } from './report-error';
import { beginCall, requestEventOf } from './request-event';
import { watchRights } from './watch-rights';

export const TRPC_HTTP_PREFIX = '/api/trpc/';
const MAX_BODY_BYTES = 10_000_000;
export const MAX_BATCH = 20;
/** Subscriptions over HTTP (server-sent events) work too; a request holds one each. */
const MAX_SUBSCRIPTIONS_PER_REQUEST = 1;
/** Open at once, as many as there may be websockets. */
const MAX_STREAMS = 2_000;

export interface HttpCaller {
  readonly whoAsks: () => Promise<Actor | null>;
  readonly address: string;
}

/** Serves tRPC over HTTP below `/api/trpc/`. */
export function trpcHttpHandler(services: Services, maxStreams = MAX_STREAMS) {
  const streams = new Set<ServerResponse>();
  /** Takes a place among all streams until the response has closed. */
  const openStream = (res: ServerResponse): boolean => {
    if (streams.size >= maxStreams) return false;
    streams.add(res);
    res.once('close', () => streams.delete(res));
    return true;
  };
  return (req: IncomingMessage, res: ServerResponse, caller: HttpCaller): Promise<void> => {
    const path = (req.url ?? '').split('?', 1)[0]!.slice(TRPC_HTTP_PREFIX.length);
    // tRPC's own client sends no body for a call without input, and tRPC's server then misses its JSON.
    if (req.method === 'POST' && isBodyless(req)) Object.assign(req, { body: '{}' });
    return nodeHTTPRequestHandler({
      router: appRouter,
      req,
      res,
      path,
      maxBodySize: MAX_BODY_BYTES,
      maxBatchSize: MAX_BATCH,
      // A plan of thousands of device ids does not fit into a URL: queries may come by POST.
      allowMethodOverride: true,
      createContext: () => httpContext(services, caller, res, openStream),
      onError: ({ error, path, type }) => reportError(services.log, { error, path, type, via: 'http' }),
    });
  };
}

const isBodyless = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

function httpContext(
  services: Services,
  { whoAsks, address }: HttpCaller,
  res: ServerResponse,
  openStream: (res: ServerResponse) => boolean,
): ApiContext {
  const event = requestEventOf(res);
  let open = 0;
  let asked: Promise<Actor | null> | undefined;
  // One request is one moment: a batch asks once.
  const whoAsked = () => {
    asked ??= whoAsks();
    return asked;
  };
  return {
    services,
    whoAsks: whoAsked,
    connection: {
      address,
      requestId: event.requestId,
      beginCall: (path, type) => {
        const call = beginCall(event.requestId, path, type);
        event.calls.push(call.fields);
        return call;
      },
      drained: async () => {
        if (res.writableNeedDrain && !res.destroyed) await drainOrClose(res);
      },
      openSubscription: () => {
        if (open >= MAX_SUBSCRIPTIONS_PER_REQUEST || !openStream(res)) return false;
        open += 1;
        // A stream outlives its moment.
        res.once('close', watchRights({ first: whoAsked(), whoAsks, end: () => res.destroy(), log: services.log }));
        return true;
      },
      closeSubscription: () => {
        open -= 1;
      },
    },
  };
}

const drainOrClose = (res: ServerResponse) =>
  new Promise<void>((resolve) => {
    const done = () => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.once('drain', done);
    res.once('close', done);
  });
