import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { databasePath } from './database-path';
import { MIGRATIONS_DIR, migrationNames, readMigrations } from './migration-files';
import { type MigrationList, NO_FILTERS, type SchemaEngine, withSchemaEngine } from './schema-engine';
import { openSerialisedAdapter } from './serialised-adapter';
import { type Sql, sqlConnection } from './sql';

/**
 * Makes the database (and its folder) where there is none and brings it to this version's schema. To be called before
 * anything listens; calling it again changes nothing. Returns the names of the migrations that it applied.
 * Throws, with a text for the person who starts the portal, where the database is newer than this version, where a
 * migration that is already applied was edited, or where one has failed before.
 */
export async function migrateDatabase(url: string, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const path = databasePath(url);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const migrationsList = await readMigrations(dir);
  const isNew = !(await hasMigrationsTable(path));
  return withSchemaEngine(path, async (engine) => {
    // The engine cannot diagnose a database that it has never seen.
    if (!isNew) await refuseForeignHistory(engine, path, migrationsList);
    const applied = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
    return applied.appliedMigrationNames;
  });
}

async function hasMigrationsTable(path: string): Promise<boolean> {
  const adapter = await openSerialisedAdapter(path, 5_000);
  try {
    const rows = await sqlConnection(adapter).all("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'");
    return rows.length > 0;
  } finally {
    await adapter.dispose();
  }
}

async function refuseForeignHistory(engine: SchemaEngine, path: string, migrationsList: MigrationList): Promise<void> {
  const { history, failedMigrationNames, editedMigrationNames } = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: NO_FILTERS,
  });
  if (history && 'unpersistedMigrationNames' in history) {
    throw new Error(
      `The database ${path} was written by a newer version of Area Zero (it has ${history.unpersistedMigrationNames.join(', ')}). ` +
        'Start that version, or restore a backup from before the upgrade.',
    );
  }
  refuse(path, failedMigrationNames, 'failed half-way in an earlier start. Restore a backup, then start again');
  refuse(path, editedMigrationNames, 'was changed after it had been applied. Restore the file as released');
}

function refuse(path: string, names: readonly string[], why: string): void {
  if (names.length > 0) throw new Error(`Database ${path}: migration ${names.join(', ')} ${why}.`);
}

/** Whether a migration of this version is not in the database. */
export async function migrationsPending(sql: Sql, dir: string = MIGRATIONS_DIR): Promise<boolean> {
  const rows = await sql.all(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.name));
  return (await migrationNames(dir)).some((name) => !applied.has(name));
}
