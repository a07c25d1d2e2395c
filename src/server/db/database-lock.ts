import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databasePath } from './database-path';

export interface DatabaseLock {
  release(): void;
}

/** Another process works with the database. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
  constructor(path: string) {
    super(
      `The database ${path} is in use: another portal works with it, or it is being restored. One process per database: stop the other one first.`,
    );
  }
}

/**
 * Takes a database (and makes its folder) for this process alone; throws `DatabaseInUse` where another one has it. Two
 * portals on one database would both run its jobs. The lock is that of an exclusive transaction on an empty database
 * beside it, which the operating system takes back from a process that was killed: there is no stale lock. The file
 * `….lock` stays where it is; to delete it would let two processes hold locks on two files of one name.
 * Backups and shells read the database beside the portal without it.
 */
export async function lockDatabase(url: string): Promise<DatabaseLock> {
  const path = databasePath(url);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // A link to a database is that database.
  const lock = new Sqlite(`${existsSync(path) ? await realpath(path) : path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? new DatabaseInUse(path) : error;
  }
  return { release: () => lock.close() };
}
