import type { Sql } from './sql';

/** Key of the mark that a copy of the database carries. */
const RESTORED_AT = 'restoredAt';

/**
 * Since when (ISO 8601) this database is a copy that no portal has taken up yet: a backup carries the mark from the
 * moment it is made, however it is put in place, and `npm run restore` sets it anew. Null: it is nobody's copy.
 * While it is there, whatever is pending was decided in another time: a starting portal asks this before anything leaves
 * it, holds what it would send until a person says so, and takes the mark away (`clearRestored`) when all of that is
 * stored. A start that is killed in between finds the mark again.
 */
export async function restoredAt(sql: Sql): Promise<string | null> {
  const [row] = await sql.all('SELECT "value" FROM "PortalState" WHERE "key" = ?', [RESTORED_AT]);
  return row ? String(row.value) : null;
}

/** Whether the database is of a version that knows the mark. */
export async function hasPortalState(sql: Sql): Promise<boolean> {
  return (await sql.all(`SELECT 1 FROM sqlite_master WHERE name = 'PortalState'`)).length > 0;
}

/** Marks a copy, before it is put in place. */
export async function markRestored(sql: Sql, at: string): Promise<void> {
  await sql.run(
    `INSERT INTO "PortalState" ("key", "value", "updatedAt") VALUES (?, ?, ?)
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value", "updatedAt" = excluded."updatedAt"`,
    [RESTORED_AT, at, at],
  );
}

/** Everything that was pending is held, and that is stored. */
export async function clearRestored(sql: Sql): Promise<void> {
  await sql.run('DELETE FROM "PortalState" WHERE "key" = ?', [RESTORED_AT]);
}
