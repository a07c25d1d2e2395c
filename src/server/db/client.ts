import type { Log } from '../engine/ports';
import { type Checkpoints, openCheckpoints } from './checkpoints';
import { databasePath } from './database-path';
import { PrismaClient } from './generated/client';
import { migrationsPending } from './migrate';
import { openReads, type Reads } from './reads';
import { openSerialisedAdapter } from './serialised-adapter';
import { type SqlConnection, sqlConnection } from './sql';

/** The one open database. Only server/db makes queries with it; the auth library gets a client of its own (auth-client.ts). */
export interface Database {
  /** The connection that writes, and reads what decides a write. Behind a transaction that is open it waits. */
  readonly prisma: PrismaClient;
  readonly sql: SqlConnection;
  /** For everything that only answers. */
  readonly reads: Omit<Reads, 'close'>;
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
   * (https://www.sqlite.org/wal.html, "the WAL-reset bug"; fixed in 3.51.3, 3.50.7 and 3.44.6): the writer then makes its
   * checkpoints itself. Worth a warning.
   */
  readonly walResetFixed: boolean;
}

// Another process (a backup, a shell) may hold the lock for a moment; every call here is synchronous, so not for long.
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Of 4 KiB. Where the log grows to that, because jobs write so often that the thread never gets to its end, the next commit
 * carries over what is left of it. More than an import of the largest size writes.
 */
const OWN_CHECKPOINT_PAGES = 64_000;

const SILENT = { error: () => {} };

/**
 * Opens a database that `migrateDatabase` has prepared. Throws where the file cannot be opened. `log` hears of a reading
 * thread that was lost.
 */
export async function openDatabase(url: string, log: Pick<Log, 'error'> = SILENT): Promise<Database> {
  const path = databasePath(url);
  let checkpoints: Checkpoints | null = null;
  const adapter = await openSerialisedAdapter(path, BUSY_TIMEOUT_MS, () => checkpoints?.wrote());
  const sql = sqlConnection(adapter);
  await adapter.executeScript('PRAGMA journal_mode = WAL');
  // NORMAL: a killed process loses nothing that was committed; a power cut may lose the last moments, never the file.
  await adapter.executeScript('PRAGMA synchronous = NORMAL');
  await adapter.executeScript('PRAGMA foreign_keys = ON');
  await adapter.executeScript(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  await adapter.executeScript('PRAGMA journal_size_limit = 67108864');
  const sqlite = await sqliteVersion(sql);
  if (sqlite.walResetFixed) {
    await adapter.executeScript(`PRAGMA wal_autocheckpoint = ${OWN_CHECKPOINT_PAGES}`);
    checkpoints = openCheckpoints({ path, log });
  }
  const prisma = new PrismaClient({
    adapter: { provider: adapter.provider, adapterName: adapter.adapterName, connect: async () => adapter },
    // They wait for one another (one connection): a large import must not fail what comes after it.
    transactionOptions: { maxWait: 30_000, timeout: 60_000 },
  });
  const reads = openReads({ path, busyTimeoutMs: BUSY_TIMEOUT_MS, log });
  return {
    prisma,
    sql,
    reads,
    sqlite,
    ping: async () => {
      await sql.all('SELECT 1');
    },
    migrationsApplied: async () => !(await migrationsPending(sql)),
    close: async () => {
      // First: whoever is the last to let go of the file folds its log into it, and that takes one who may write.
      await reads.close();
      await checkpoints?.close();
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
