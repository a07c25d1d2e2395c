import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const PREFIX = '/_next/static/';

/** What a build consists of. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  readonly type: string;
  readonly body: Buffer;
  /** As `npm run build` compressed it. */
  readonly gzip: Buffer | undefined;
}

/**
 * The scripts, styles and fonts of the production build, some 4 MB, read once: a page asks for thirty of them, Next would
 * compress each one anew on the thread that runs the jobs, and a portal that still runs while another build takes the place
 * of its own must go on with the files that its pages name. Their names change with their content. False where there is no
 * such file.
 */
export function createStaticFiles(folder: string): (req: IncomingMessage, res: ServerResponse) => boolean {
  const files = readFiles(folder);
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    const path = (req.url ?? '').split('?', 1)[0]!;
    const file = path.startsWith(PREFIX) ? files.get(path.slice(PREFIX.length)) : undefined;
    if (!file) return false;
    const zipped = file.gzip && /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? '')) ? file.gzip : undefined;
    const body = zipped ?? file.body;
    res.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': body.length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    });
    res.end(req.method === 'HEAD' ? undefined : body);
    return true;
  };
}

/** By their paths below the folder, as addresses name them. */
function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const bodies = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
  return new Map(
    [...bodies]
      .filter(([path]) => !path.endsWith('.gz'))
      .map(([path, body]) => [
        path,
        { type: TYPES[extname(path)] ?? 'application/octet-stream', body, gzip: bodies.get(`${path}.gz`) },
      ]),
  );
}
