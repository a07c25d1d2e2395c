import type { ServerResponse } from 'node:http';
import { isDownloadPath } from '@/domain/download';
import { HEALTH_PATHS } from './health';

const ROUTES = ['health', 'auth', 'trpc', 'rest', 'download', 'asset', 'page', 'stream'] as const;
/** What sort of answer was asked for. */
export type RequestRoute = (typeof ROUTES)[number];

/** Told of each request when its answer has ended. For figures. */
export interface RequestMeter {
  answered(route: RequestRoute, status: number, ms: number): void;
}

const PREFIXES: readonly (readonly [string, RequestRoute])[] = [
  ['/api/trpc/', 'trpc'],
  ['/api/auth/', 'auth'],
  ['/api/v1', 'rest'],
  ['/_next/', 'asset'],
];

/** Of an answer that has ended: whether it was a stream, its headers say. */
export function routeOf(path: string, res: ServerResponse): RequestRoute {
  if (String(res.getHeader('content-type')).startsWith('text/event-stream')) return 'stream';
  if (HEALTH_PATHS.some((one) => one === path)) return 'health';
  if (isDownloadPath(path)) return 'download';
  return PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'page';
}
