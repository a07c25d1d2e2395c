import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { REFERENCE_CSS, REFERENCE_HTML, REFERENCE_JS } from './reference-page';

const compress = promisify(gzip);
const { resolve } = createRequire(import.meta.url);

/** Found when it is asked for, wherever the bundle of the server stands. */
const ofSwaggerUi = (name: string) => () => readFile(resolve(`swagger-ui-dist/${name}`));

/** Scripts of this origin in files of their own, and nothing from anywhere else. Swagger UI writes style attributes. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Asset {
  readonly type: string;
  readonly read: () => string | Buffer | Promise<Buffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Prepared {
  readonly plain: Buffer;
  readonly zipped: Buffer;
  readonly tag: string;
}

const JS = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

/**
 * Serves `/openapi.json` and the reference page `/docs` (below `/api/v1`) to anybody: they are the same in every
 * installation and hold nothing of this one, and a generator of clients has no token. Resolves to false for another path.
 */
export function createReference(document: () => unknown) {
  const assets: Readonly<Record<string, Asset>> = {
    '/openapi.json': { type: 'application/json; charset=utf-8', read: () => JSON.stringify(document()) },
    '/docs': {
      type: 'text/html; charset=utf-8',
      read: () => REFERENCE_HTML,
      headers: { 'Content-Security-Policy': POLICY },
    },
    '/docs/reference.js': { type: JS, read: () => REFERENCE_JS },
    '/docs/reference.css': { type: CSS, read: () => REFERENCE_CSS },
    '/docs/swagger-ui-bundle.js': { type: JS, read: ofSwaggerUi('swagger-ui-bundle.js') },
    '/docs/swagger-ui.css': { type: CSS, read: ofSwaggerUi('swagger-ui.css') },
  };
  const prepared = new Map<string, Promise<Prepared>>();

  /** Made once, when somebody looks at it. */
  function prepare(path: string, asset: Asset): Promise<Prepared> {
    const known = prepared.get(path);
    if (known) return known;
    const made = Promise.resolve(asset.read()).then(preparedFrom);
    prepared.set(path, made);
    made.catch(() => prepared.delete(path));
    return made;
  }

  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> => {
    if (path === '' || path === '/' || path === '/docs/') {
      res.writeHead(302, { Location: '/api/v1/docs' }).end();
      return true;
    }
    const asset = Object.hasOwn(assets, path) ? assets[path] : undefined;
    if (!asset) return false;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return true;
    }
    send(req, res, asset, await prepare(path, asset));
    return true;
  };
}

async function preparedFrom(content: string | Buffer): Promise<Prepared> {
  const plain = Buffer.from(content);
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, zipped: await compress(plain), tag };
}

function send(req: IncomingMessage, res: ServerResponse, asset: Asset, { plain, zipped, tag }: Prepared): void {
  // Asked again each time, so that page, script and style are of one version; the answer to that is empty.
  const headers = { ETag: tag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding', ...asset.headers };
  if (req.headers['if-none-match'] === tag) {
    res.writeHead(304, headers).end();
    return;
  }
  const zip = /\bgzip\b/.test(req.headers['accept-encoding']?.toString() ?? '');
  const body = zip ? zipped : plain;
  const encoding = zip ? { 'Content-Encoding': 'gzip' } : {};
  res.writeHead(200, { ...headers, ...encoding, 'Content-Type': asset.type, 'Content-Length': body.length });
  res.end(body);
}
