import type { Sql } from './sql';
import { sqliteMessage } from './sqlite-error';

/** How many of SQLite's complaints a message quotes. */
const MAX_NAMED = 3;

/** Every page and index read and compared, every reference followed. Throws, with SQLite's first complaints, where one is wrong. */
export async function checkWhole(sql: Sql, what: string): Promise<void> {
  const complaints = await complaintsOf(sql).catch((error: Error) => [sqliteMessage(error)]);
  if (complaints.length === 0) return;
  throw new Error(`${what} is damaged: ${complaints.slice(0, MAX_NAMED).join('; ')}`);
}

async function complaintsOf(sql: Sql): Promise<string[]> {
  const integrity = await sql.all(`PRAGMA integrity_check(${MAX_NAMED})`);
  const damage = integrity.map((row) => String(row.integrity_check)).filter((text) => text !== 'ok');
  const loose = await sql.all('PRAGMA foreign_key_check');
  return [...damage, ...loose.map(({ table, parent }) => `a row of ${table} names a row of ${parent} that is missing`)];
}

/** The newest migration that was applied. Throws where the file is no database of this program. */
export async function newestMigration(sql: Sql, what: string): Promise<string> {
  const table = await sql.all(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`);
  const [row] =
    table.length === 0
      ? []
      : await sql.all(
          'SELECT MAX(migration_name) AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
        );
  if (row?.name == null) throw new Error(`${what} is no database of Area Zero`);
  return String(row.name);
}
