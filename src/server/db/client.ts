import { databasePath } from './database-path';
import { PrismaClient } from './generated/client';
import { migrationsPending } from './migrate';
import { openSerialisedAdapter } from './serialised-adapter';
import { type SqlConnection, sqlConnection } from './sql';

/** The one open database. Only server/db makes queries with it; the auth library gets `prisma`. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly sql: SqlConnection;
  readonly sqlite: SqliteVersion;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  /** Whether every migration of this version of the portal is in the database. */
  migrationsApplied(): Promise<boolean>;
  close(): Promise<void>;
}

export interface SqliteVersion {
  readonly version: string;
  /**
   * False: this SQLite can, rarely, corrupt a WAL database when a checkpoint and a write race
   * (https://www.sqlite.org/wal.html, "the WAL-reset bug"; fixed in 3.51.3, 3.50.7 and 3.44.6). Worth a warning.
   */
  readonly walResetFixed: boolean;
}

// Another process (a backup, a shell) may hold the lock for a moment; every call here is synchronous, so not for long.
const BUSY_TIMEOUT_MS = 5_000;

/** Opens a database that `migrateDatabase` has prepared. Throws where the file cannot be opened. */
export async function openDatabase(url: string): Promise<Database> {
  const adapter = await openSerialisedAdapter(databasePath(url), BUSY_TIMEOUT_MS);
  const sql = sqlConnection(adapter);
  await adapter.executeScript('PRAGMA journal_mode = WAL');
  // NORMAL: a killed process loses nothing that was committed; a power cut may lose the last moments, never the file.
  await adapter.executeScript('PRAGMA synchronous = NORMAL');
  await adapter.executeScript('PRAGMA foreign_keys = ON');
  await adapter.executeScript(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  await adapter.executeScript('PRAGMA journal_size_limit = 67108864');
  const prisma = new PrismaClient({
    adapter: { provider: adapter.provider, adapterName: adapter.adapterName, connect: async () => adapter },
    // They wait for one another (one connection): a large import must not fail what comes after it.
    transactionOptions: { maxWait: 30_000, timeout: 60_000 },
  });
  return {
    prisma,
    sql,
    sqlite: await sqliteVersion(sql),
    ping: async () => {
      await sql.all('SELECT 1');
    },
    migrationsApplied: async () => !(await migrationsPending(sql)),
    close: async () => {
      await prisma.$disconnect();
      await adapter.dispose();
    },
  };
}

async function sqliteVersion(sql: SqlConnection): Promise<SqliteVersion> {
  const [row] = await sql.all('SELECT sqlite_version() AS version');
  const version = String(row?.version);
  return { version, walResetFixed: hasWalResetFix(version) };
}

/** Exported for its test. */
export function hasWalResetFix(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor === 44) return patch >= 6;
  if (minor === 50) return patch >= 7;
  return minor > 51 || (minor === 51 && patch >= 3);
}
