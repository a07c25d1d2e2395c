import { type Database, openDatabase } from './db/client';
import { lockDatabase } from './db/database-lock';
import { migrateDatabase } from './db/migrate';
import type { PortalLog } from './log';

/** The database for this process alone, with this version's schema. Rejects, with nothing left open, where it cannot be. */
export async function openOwnDatabase(url: string, log: PortalLog): Promise<Database> {
  const lock = await lockDatabase(url);
  try {
    const applied = await migrateDatabase(url);
    if (applied.length > 0) log.info({ migrations: applied }, 'Migrations applied');
    const database = await openDatabase(url, log);
    const { version, walResetFixed } = database.sqlite;
    if (!walResetFixed) log.warn({ version }, 'This SQLite has the WAL-reset bug; use 3.51.3 or later');
    const close = async () => {
      await database.close();
      lock.release();
    };
    return { ...database, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
