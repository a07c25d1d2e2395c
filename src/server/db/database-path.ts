import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** File of a `file:` URL as in DATABASE_URL; a relative one is taken from the working directory. */
export function databasePath(url: string): string {
  if (!url.startsWith('file:')) throw new Error('DATABASE_URL: expected file:<path of an SQLite database>');
  // `file:///abs` and `file:/abs` are the same file; `?options` of other tools are left out.
  const path = url
    .slice('file:'.length)
    .replace(/\?.*$/, '')
    .replace(/^\/\/(?=\/)/, '');
  if (path === '' || path.startsWith(':memory:')) {
    throw new Error('DATABASE_URL: expected the path of a file after "file:"');
  }
  return resolve(path);
}

/** Of the database and of the log beside it, which grows while somebody reads for long. */
export function databaseBytes(url: string): { readonly main: number; readonly wal: number } {
  const path = databasePath(url);
  const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { main: size(path), wal: size(`${path}-wal`) };
}
