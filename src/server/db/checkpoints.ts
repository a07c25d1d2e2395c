import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { Log } from '../engine/ports';
import type { Database } from './client';

export interface CheckpointOptions {
  /** Of the database, in WAL mode. */
  readonly path: string;
  /** Hears of a thread that ended unasked. The next round starts another one. */
  readonly log: Pick<Log, 'error'>;
  readonly everyMs?: number;
  readonly minLogBytes?: number;
}

/** Under load a log of some megabytes: the longer it is, the less often it begins anew, which waits for the disk too. */
const EVERY_MS = 2_000;
/** Portals that write little need no thread. */
const MIN_LOG_BYTES = 4 * 2 ** 20;
/** In pages of 4 KiB. Beyond it the writer folds by itself, as it would without this thread after 1,000 of them. */
const WRITER_FOLDS_AFTER = 16_384;

/**
 * Folds the log of the database into its file, in a thread: that waits for the disk (tens of milliseconds, hundreds on a busy
 * one), and by itself SQLite does it in whichever commit made the log long enough, on the thread that serves pages and
 * engine. Only with an SQLite that has the fix of the WAL-reset bug: before it, nothing is changed. The returned function ends it, before the database is closed.
 */
export async function startCheckpoints(
  { sql, sqlite }: Database,
  { path, log, everyMs = EVERY_MS, minLogBytes = MIN_LOG_BYTES }: CheckpointOptions,
): Promise<() => Promise<void>> {
  if (!sqlite.walResetFixed) return async () => {};
  await sql.all(`PRAGMA wal_autocheckpoint = ${WRITER_FOLDS_AFTER}`);
  let folder: Folder | null = null;
  let round: Promise<void> | null = null;
  const fold = async () => {
    if (!folder && (await logBytes(path)) < minLogBytes) return;
    folder ??= createFolder(path);
    await folder.fold();
  };
  const lost = (error: unknown) => {
    folder = null;
    log.error({ err: error }, 'The thread that folds the log of the database ended unexpectedly');
  };
  const timer = setInterval(() => {
    round ??= fold()
      .catch(lost)
      .finally(() => {
        round = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
    await folder?.end();
  };
}

const logBytes = async (path: string): Promise<number> => {
  try {
    return (await stat(`${path}-wal`)).size;
  } catch (error) {
    // There is none before the first write.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
};

interface Folder {
  /** Rejects where the thread is gone. */
  fold(): Promise<void>;
  end(): Promise<void>;
}

function createFolder(path: string): Folder {
  const worker = new Worker(threadEntry(import.meta.url), { workerData: { path }, env: {}, execArgv: [] });
  worker.unref();
  const exited = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`exit code ${code}`)));
  });
  exited.catch(() => {});
  const told = () => new Promise<void>((resolve) => worker.once('message', () => resolve()));
  return {
    async fold() {
      const folded = told();
      worker.postMessage({ end: false });
      await Promise.race([folded, exited]);
    },
    async end() {
      worker.ref();
      const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.postMessage({ end: true });
      await gone;
    },
  };
}

/** `dist/checkpoint-thread.js` beside the built server. */
const threadEntry = (here: string): URL =>
  new URL(here.endsWith('.ts') ? './checkpoint-thread.mjs' : './checkpoint-thread.js', here);
