import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { appRouter } from './app-router';
import type { Services } from './context';
import { quoteAs } from './error-shape';
import { createHttpContext, type HttpCaller } from './http-context';
import { reportError } from './report-error';
import { requestEventOf } from './request-event';

export const TRPC_HTTP_PREFIX = '/api/trpc/';
export const MAX_BODY_BYTES = 10_000_000;
export const MAX_BATCH = 20;

/** Serves tRPC over HTTP below `/api/trpc/`. */
export function trpcHttpHandler(services: Services, contextOf = createHttpContext(services)) {
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
      createContext: () => contextOf(caller, res),
      onError({ error, path, type }) {
        // What was refused before there was a context (a body, a batch) has its id from here.
        quoteAs(error, requestEventOf(res).requestId);
        reportError(services.log, { error, path, type, via: 'http' });
      },
    });
  };
}

export const isBodyless = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
