import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BackupManifest, manifestPath, writeManifest } from './backup-manifest';
import { checkWhole, newestMigration } from './database-check';
import { digestOf, putInPlace } from './durable-file';
import { hasPortalState, markRestored } from './portal-state';
import { openSerialisedAdapter } from './serialised-adapter';
import { sqlConnection } from './sql';

export interface BackupOrder {
  /** Path of a database that may be in use. */
  readonly from: string;
  /** Path of a file that does not exist. */
  readonly to: string;
  /** Of this portal. */
  readonly version: string;
  readonly now: Date;
}

/**
 * All pages in one step. In smaller ones SQLite begins anew whenever somebody else has written in between, and a job
 * writes every 40 ms; a single step is one read transaction, for which a writer in WAL mode need not wait.
 */
const ALL_PAGES = 0x7fff_ffff;
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Copies a database while a portal writes to it: the copy is the database at one moment, one file without a log beside it,
 * checked as a whole, readable by its owner alone, and marked as a copy (`restoredAt`). Its manifest comes last. Blocks this
 * thread, so it wants a process of its own. Throws, leaving nothing behind, where the source or the copy is not in order.
 */
export async function backUp({ from, to, version, now }: BackupOrder): Promise<BackupManifest> {
  if (!existsSync(from)) throw new Error(`There is no database at ${from}`);
  if (existsSync(to)) throw new Error(`${to} exists already: a backup never replaces a file`);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const part = `${to}.part`;
  await rm(part, { force: true });
  try {
    // Nobody else may read it from its first page on; SQLite would make it as the umask has it.
    await writeFile(part, '', { mode: 0o600, flag: 'wx' });
    await copyDatabase(from, part);
    const schema = await finishCopy(part, now);
    const madeAt = now.toISOString();
    const manifest = { format: 1, madeAt, ...(await digestOf(part)), portal: version, schema } as const;
    await putInPlace(part, to);
    await writeManifest(to, manifest);
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Sqlite(from, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    await source.backup(to, { progress: () => ALL_PAGES });
  } finally {
    source.close();
  }
}

/** Returns the newest migration in the copy. */
async function finishCopy(path: string, now: Date): Promise<string> {
  const adapter = await openSerialisedAdapter(path, BUSY_TIMEOUT_MS);
  const sql = sqlConnection(adapter);
  try {
    await checkWhole(sql, 'The copy, and so perhaps the database,');
    const schema = await newestMigration(sql, 'This file');
    // Of an older version: `restore` brings the copy to the current schema, then marks it.
    if (await hasPortalState(sql)) await markRestored(sql, now.toISOString());
    await adapter.executeScript('PRAGMA journal_mode = DELETE');
    return schema;
  } finally {
    await adapter.dispose();
  }
}

const FILE_NAME = /^areazero-\d{8}T\d{6}Z\.db$/;
/** Sorts by time. */
export const backupName = (now: Date): string =>
  `areazero-${now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')}.db`;

/** What a run that was killed left behind is swept once it is surely nobody's work any more. */
const STALE_PART_MS = 86_400_000;

/** Deletes the oldest complete backups of a folder beyond `keep`, and no other file; returns their names. */
export async function pruneBackups(folder: string, keep: number, now: Date): Promise<string[]> {
  const names = await readdir(folder);
  const complete = names.filter((name) => FILE_NAME.test(name) && names.includes(manifestPath(name))).sort();
  const old = complete.slice(0, Math.max(0, complete.length - keep));
  for (const name of old) {
    // In this order a run that is killed in between leaves a file that nobody takes for a whole backup.
    await rm(join(folder, manifestPath(name)));
    await rm(join(folder, name));
  }
  for (const name of names.filter((one) => one.endsWith('.db.part') && FILE_NAME.test(one.slice(0, -'.part'.length)))) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now.getTime() - mtimeMs > STALE_PART_MS) await rm(join(folder, name));
  }
  return old;
}
