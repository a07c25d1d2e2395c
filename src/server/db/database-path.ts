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

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Of the log beside a database, by the database's path; 0 where there is none. */
export const logBytes = (path: string): number => bytesOf(`${path}-wal`);

/** Of the database and of the log beside it, which grows while somebody reads for long. */
export function databaseBytes(url: string): { readonly main: number; readonly wal: number } {
  const path = databasePath(url);
  return { main: bytesOf(path), wal: logBytes(path) };
}
