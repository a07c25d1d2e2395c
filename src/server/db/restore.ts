import { constants, existsSync } from 'node:fs';
import { copyFile, link, open, rename, rm } from 'node:fs/promises';
import { type BackupManifest, readManifest } from './backup-manifest';
import { type Database, openDatabase } from './client';
import { checkWhole, newestMigration } from './database-check';
import { DatabaseInUse, lockDatabase } from './database-lock';
import { databasePath } from './database-path';
import { copyWithDigest, putInPlace } from './durable-file';
import { migrateDatabase } from './migrate';
import { markRestored } from './portal-state';
import { openSerialisedAdapter } from './serialised-adapter';
import { sqlConnection } from './sql';
import { isSqliteBusy } from './sqlite-error';

export interface RestoreOrder<T> {
  /** Path of a backup. */
  readonly from: string;
  /** DATABASE_URL. */
  readonly to: string;
  /** Whether a database that is there may be replaced; it is kept beside the new one. */
  readonly replace: boolean;
  readonly now: Date;
  /** Looks at what will be restored, before anything is replaced. */
  readonly inspect: (database: Database) => Promise<T>;
}

export interface Restored<T> {
  /** Null: the backup had none, so that nobody can say whether it is the file that was made. */
  readonly manifest: BackupManifest | null;
  readonly inspected: T;
  readonly migrationsApplied: readonly string[];
  /** Path of the database that was replaced; null where there was none. */
  readonly replaced: string | null;
}

/**
 * Puts a backup in the place of a database: copied, compared with its manifest, checked as a whole, brought to this
 * version's schema and marked (`restoredAt`), and only then given its name, in one step. Throws, with nothing changed,
 * where the backup is not in order or somebody works with the database.
 */
export async function restoreBackup<T>(order: RestoreOrder<T>): Promise<Restored<T>> {
  const path = databasePath(order.to);
  if (!existsSync(order.from)) throw new Error(`There is no backup at ${order.from}`);
  const lock = await lockDatabase(order.to);
  const copy = `${path}.restoring`;
  try {
    if (existsSync(path) && !order.replace) {
      throw new Error(`There is a database at ${path} already; with --force it is kept beside the restored one`);
    }
    await removeDatabase(copy);
    const manifest = await fetchBackup(order.from, copy);
    const prepared = await prepare(copy, order);
    const replaced = await setAside(path, order.now);
    await putInPlace(copy, path);
    return { manifest, ...prepared, replaced };
  } finally {
    await removeDatabase(copy);
    lock.release();
  }
}

async function fetchBackup(from: string, copy: string): Promise<BackupManifest | null> {
  const manifest = await readManifest(from);
  const { bytes, sha256 } = await copyWithDigest(from, copy);
  if (manifest && (manifest.bytes !== bytes || manifest.sha256 !== sha256)) {
    throw new Error(
      `${from} is not the file that was backed up: expected ${manifest.bytes} bytes with SHA-256 ${manifest.sha256}, got ${bytes} with ${sha256}`,
    );
  }
  return manifest;
}

async function prepare<T>(copy: string, { from, now, inspect }: RestoreOrder<T>) {
  const adapter = await openSerialisedAdapter(copy, 0);
  try {
    const sql = sqlConnection(adapter);
    await checkWhole(sql, from);
    await newestMigration(sql, from);
  } finally {
    await adapter.dispose();
  }
  const url = `file:${copy}`;
  const migrationsApplied = await migrateDatabase(url);
  const database = await openDatabase(url);
  try {
    await markRestored(database.sql, now.toISOString());
    return { migrationsApplied, inspected: await inspect(database) };
  } finally {
    await database.close();
  }
}

/**
 * Gives the database that is there a second name and takes its log from its side: a log of the old one would be read into
 * the new one. Whoever dies after this leaves the old one in its place.
 */
async function setAside(path: string, now: Date): Promise<string | null> {
  const there = existsSync(path);
  const replaced = `${path}.replaced-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  if (there) await foldLog(path);
  for (const end of ['-wal', '-shm', '-journal']) {
    if (existsSync(path + end)) await rename(path + end, replaced + end);
  }
  if (!there) return null;
  // Not every file system has links.
  await link(path, replaced).catch(() => copyFile(path, replaced, constants.COPYFILE_EXCL));
  return replaced;
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
const SQLITE_MAGIC = Buffer.from('SQLite format 3\0');

/** SQLite throws away the log of what is no database. */
async function looksLikeDatabase(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(SQLITE_MAGIC.length) });
    return buffer.equals(SQLITE_MAGIC);
  } finally {
    await handle.close();
  }
}

/** Writes what stands in the log into the database itself. One that is too damaged for that is set aside with its log. */
async function foldLog(path: string): Promise<void> {
  if (!(await looksLikeDatabase(path))) return;
  let mode: unknown;
  const adapter = await openSerialisedAdapter(path, 0);
  try {
    [mode] = (await sqlConnection(adapter).all('PRAGMA journal_mode = DELETE')).map((row) => row.journal_mode);
  } catch (error) {
    if (isSqliteBusy(error)) throw new DatabaseInUse(path);
    return;
  } finally {
    await adapter.dispose();
  }
  // SQLite stays in WAL mode while another process has the file open.
  if (mode !== 'delete') throw new DatabaseInUse(path);
}

async function removeDatabase(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await rm(path + end, { force: true });
}
