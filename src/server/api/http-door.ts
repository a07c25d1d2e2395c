import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isDownloadPath } from '@/domain/download';
import type { Identify } from '../auth/identify';
import type { Log } from '../engine/ports';
import type { createDownloads } from './downloads';
import { HEALTH_PATHS, type HealthPath } from './health';
import type { AllowedNames } from './origins';
import { beginRequest } from './request-event';
import { type RequestMeter, routeOf } from './request-route';
import { type createRest, REST_PREFIX } from './rest-http';
import { TRPC_HTTP_PREFIX, type trpcHttpHandler } from './trpc-http';
import type { TrpcWebsocket } from './trpc-websocket';

/** Whoever renders pages; null where there are none. */
export interface Pages {
  readonly request: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Of development tools; everything else is refused before. */
  readonly upgrade: ((req: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
}

export interface DoorDeps {
  readonly names: AllowedNames;
  readonly headers: (res: ServerResponse) => void;
  readonly health: (path: HealthPath, res: ServerResponse) => Promise<void>;
  readonly auth: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;
  readonly trpc: ReturnType<typeof trpcHttpHandler>;
  readonly downloads: ReturnType<typeof createDownloads>;
  readonly rest: ReturnType<typeof createRest>;
  readonly websocket: TrpcWebsocket;
  readonly identify: Identify;
  readonly bearerToken: (authorization: string | undefined) => string | undefined;
  /** Header that carries the client's address to the auth library. */
  readonly addressHeader: string;
  readonly pages: Pages | null;
  readonly meter: RequestMeter;
  readonly log: Log;
}

const WEBSOCKET_PATH = '/ws/trpc';
const HMR_PATH = '/_next/';
const AUTH_PREFIX = '/api/auth/';
/** The auth library reads a body to its end before it looks at it. */
const MAX_AUTH_BODY_BYTES = 100_000;

const addressOf = (req: IncomingMessage) => req.socket.remoteAddress ?? '';
const pathOf = (req: IncomingMessage) => (req.url ?? '/').split('?', 1)[0]!;

/** A page of another origin, also of a sibling domain. */
function isCrossSite(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function plain(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** The order in which a request is looked at: its Host first, pages last. */
export function createDoor(deps: DoorDeps) {
  async function request(req: IncomingMessage, res: ServerResponse): Promise<void> {
    deps.headers(res);
    logRequest(deps, req, res);
    const path = pathOf(req);
    if (!deps.names.hosts.has((req.headers.host ?? '').toLowerCase())) {
      return plain(res, 421, 'This server does not answer to that Host; see PUBLIC_URL');
    }
    if (!isDecodable(path)) return plain(res, 400, 'Malformed address');
    const health = HEALTH_PATHS.find((one) => one === path);
    if (health) return deps.health(health, res);
    if (path.startsWith(AUTH_PREFIX)) return auth(req, res);
    if (path.startsWith(TRPC_HTTP_PREFIX)) return trpc(req, res);
    if (isDownloadPath(path)) return download(req, res);
    if (path === REST_PREFIX || path.startsWith(`${REST_PREFIX}/`)) return rest(req, res);
    if (deps.pages && !path.startsWith('/api/')) return deps.pages.request(req, res);
    return plain(res, 404, 'Not found');
  }

  async function auth(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (foreign(req)) return plain(res, 403, 'Origin not allowed; see PUBLIC_URL');
    const length = Number(req.headers['content-length'] ?? 0);
    if (length > MAX_AUTH_BODY_BYTES || req.headers['transfer-encoding']) return plain(res, 413, 'Body too large');
    req.headers[deps.addressHeader] = addressOf(req);
    if (!(await deps.auth(req, res))) plain(res, 404, 'Not found');
  }

  /** A page of another origin may not use our cookies; a service with a token of its own has none. */
  function trpc(req: IncomingMessage, res: ServerResponse): void | Promise<void> {
    const token = deps.bearerToken(req.headers.authorization);
    if (token === undefined && foreign(req)) return plain(res, 403, 'Origin not allowed; see PUBLIC_URL');
    const { cookie } = req.headers;
    return deps.trpc(req, res, { whoAsks: () => deps.identify({ token, cookie }), address: addressOf(req) });
  }

  /** As for tRPC, and stricter: what another site has a browser load from here is never a call of ours, GET or not. */
  function download(req: IncomingMessage, res: ServerResponse): void | Promise<void> {
    const token = deps.bearerToken(req.headers.authorization);
    if (token === undefined && (foreign(req) || isCrossSite(req))) {
      return plain(res, 403, 'Origin not allowed: download from a page of this portal');
    }
    const { cookie } = req.headers;
    return deps.downloads(req, res, () => deps.identify({ token, cookie }));
  }

  /** As strict as downloads; what that leaves over, the reference, is open to everybody. */
  function rest(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const token = deps.bearerToken(req.headers.authorization);
    if (token === undefined && (foreign(req) || isCrossSite(req))) return deps.rest(req, res, null);
    const { cookie } = req.headers;
    return deps.rest(req, res, { whoAsks: () => deps.identify({ token, cookie }), address: addressOf(req) });
  }

  /** Whether a browser says that another origin asks. Clients that are no browser send neither header. */
  function foreign(req: IncomingMessage): boolean {
    const { origin } = req.headers;
    if (origin !== undefined) return !deps.names.origins.has(origin);
    return req.method !== 'GET' && isCrossSite(req);
  }

  function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = pathOf(req);
    if (!deps.names.hosts.has((req.headers.host ?? '').toLowerCase())) refuse(socket, '421 Misdirected Request');
    else if (path === WEBSOCKET_PATH) websocket(req, socket, head);
    else if (deps.pages?.upgrade && path.startsWith(HMR_PATH)) deps.pages.upgrade(req, socket, head);
    else socket.destroy();
  }

  /** Cookies count only with an Origin of ours; without any Origin, only a token can say who it is. */
  function websocket(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin, cookie, authorization } = req.headers;
    if (origin === undefined ? cookie !== undefined : !deps.names.origins.has(origin)) {
      refuse(socket, '403 Forbidden');
      return;
    }
    const token = deps.bearerToken(authorization);
    deps.websocket.accept(req, socket, head, { cookie, authorization: token, address: addressOf(req) });
  }

  return { request, upgrade };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** One wide event per request, but for files of the pages. Never the query: inputs of tRPC queries stand in it. */
function logRequest({ log, meter }: Pick<DoorDeps, 'log' | 'meter'>, req: IncomingMessage, res: ServerResponse): void {
  const startedAt = performance.now();
  const { requestId, calls } = beginRequest(req, res);
  const path = pathOf(req);
  res.once('close', () => {
    const ms = performance.now() - startedAt;
    const route = routeOf(path, res);
    meter.answered(route, res.statusCode, ms);
    if (route === 'asset') return;
    const durationMs = Math.round(ms);
    const address = addressOf(req);
    const fields = { requestId, method: req.method, path, status: res.statusCode, durationMs, address };
    const made = calls.length > 0 ? { calls } : {};
    log.info({ ...fields, ...made, ...(res.writableFinished ? {} : { aborted: true }) }, 'request');
  });
}
