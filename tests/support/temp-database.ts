import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@/server/db/client';
import { migrateDatabase } from '@/server/db/migrate';

export interface TempDatabase {
  readonly db: Database;
  readonly url: string;
  readonly dir: string;
  /** Closes the database and deletes its folder. */
  readonly remove: () => Promise<void>;
}

/** A real SQLite file with every migration, in a folder of its own. */
export async function tempDatabase(): Promise<TempDatabase> {
  const dir = await mkdtemp(join(tmpdir(), 'areazero-db-'));
  const url = `file:${join(dir, 'test.db')}`;
  await migrateDatabase(url);
  const db = await openDatabase(url);
  return {
    db,
    url,
    dir,
    remove: async () => {
      await db.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
