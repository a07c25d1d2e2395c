import type { ServerResponse } from 'node:http';

export interface HealthDeps {
  /** Rejects or gives false where the portal cannot do its work. */
  readonly ready: () => Promise<boolean>;
  readonly metrics: { readonly contentType: string; readonly text: () => Promise<string> };
}

export const HEALTH_PATHS = ['/healthz', '/readyz', '/metrics'] as const;
export type HealthPath = (typeof HEALTH_PATHS)[number];

const READY_TIMEOUT_MS = 2_000;

function answer(res: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}

/** `/healthz`: the process lives. `/readyz`: the database answers and has this version's schema. `/metrics`: Prometheus text. */
export function createHealth({ ready, metrics }: HealthDeps) {
  return async (path: HealthPath, res: ServerResponse): Promise<void> => {
    switch (path) {
      case '/healthz':
        return answer(res, 200, 'ok\n');
      case '/readyz':
        return (await isReady(ready)) ? answer(res, 200, 'ready\n') : answer(res, 503, 'not ready\n');
      case '/metrics':
        return answer(res, 200, await metrics.text(), metrics.contentType);
      default:
        return path satisfies never;
    }
  };
}

async function isReady(ready: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  });
  try {
    return await Promise.race([ready(), late]);
  } catch {
    // Not ready is the answer to every reason; the reason is in the log of whatever failed.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
