import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

const PREFIX = '/_next/static';

/**
 * The scripts, styles and fonts of the production build, which `npm run build` has compressed beforehand: a page asks for
 * some forty of them, and Next would compress each one anew on the thread that runs the jobs. Their names change with
 * their content. False where there is no such file.
 */
export function createStaticFiles(folder: string): (req: IncomingMessage, res: ServerResponse) => boolean {
  const serve = sirv(folder, { immutable: true, maxAge: 31_536_000, gzip: true });
  return (req, res) => {
    const { url } = req;
    if (!url?.startsWith(`${PREFIX}/`)) return false;
    let found = true;
    req.url = url.slice(PREFIX.length);
    // Called in the same turn, with the address as it came.
    serve(req, res, () => {
      found = false;
    });
    req.url = url;
    return found;
  };
}
