import type { IncomingMessage, ServerResponse } from 'node:http';
import { callTRPCProcedure, TRPCError } from '@trpc/server';
import { appRouter } from './app-router';
import type { Services } from './context';
import type { HttpCaller, HttpContext } from './http-context';
import { openApiDocument } from './openapi';
import { PROGRESS_PATH } from './openapi-progress';
import { createProgressStream } from './progress-stream';
import { createReference } from './reference';
import { reportError } from './report-error';
import { sendError, sendJson } from './rest-answer';
import { restInput } from './rest-input';
import { createFindPath, type RestMethod, type RestRoute, type RestServe, restRoutes } from './rest-routes';

export const REST_PREFIX = '/api/v1';

/**
 * Serves the procedures that name a place below `/api/v1`, their description and the reference page. `caller` is null where
 * a page of another origin asks: it gets to see no more than the description, which holds nothing of this portal.
 */
export function createRest(services: Services, contextOf: HttpContext, publicUrl: string) {
  const routes = restRoutes(appRouter);
  const reference = createReference(() => openApiDocument(routes, publicUrl));
  const find = createFindPath<RestServe>([
    ...routes.map((route) => ({ method: route.method, path: route.path, value: procedureAt(route, contextOf) })),
    { method: 'GET', path: PROGRESS_PATH, value: createProgressStream(services, contextOf) },
  ]);

  return async (req: IncomingMessage, res: ServerResponse, caller: HttpCaller | null): Promise<void> => {
    const path = (req.url ?? '').split('?', 1)[0]!.slice(REST_PREFIX.length);
    const found = find(path);
    const allow = found ? allowed([...found.methods.keys()]) : '';
    try {
      if (!found && (await reference(req, res, path))) return;
      if (!caller) throw new TRPCError({ code: 'FORBIDDEN', message: 'Origin not allowed; see PUBLIC_URL' });
      if (!found) throw new TRPCError({ code: 'NOT_FOUND', message: `Nothing stands here; see ${REST_PREFIX}/docs` });
      if (req.method === 'OPTIONS') {
        res.writeHead(204, { Allow: allow }).end();
        return;
      }
      const serve = found.methods.get((req.method === 'HEAD' ? 'GET' : req.method) as RestMethod);
      if (!serve) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `Expected one of: ${allow}` });
      await serve(req, res, caller, found.params);
    } catch (cause) {
      const error = sendError(res, cause, allow);
      reportError(services.log, { error, path, type: req.method ?? '', via: 'rest' });
    }
  };
}

function allowed(methods: readonly RestMethod[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

/** Rights come before the input: nobody has us read ten megabytes without a right to send them. */
function procedureAt(route: RestRoute, contextOf: HttpContext): RestServe {
  return async (req, res, caller, params) => {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    let input: ReturnType<typeof restInput> | undefined;
    const answered: unknown = await callTRPCProcedure({
      router: appRouter,
      path: route.procedure,
      type: route.type,
      ctx: contextOf(caller, res),
      getRawInput: () => {
        input ??= restInput(req, route, params);
        return input;
      },
      signal: gone.signal,
      batchIndex: 0,
    });
    sendJson(res, route.status, answered);
  };
}
