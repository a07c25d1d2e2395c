import { Worker } from 'node:worker_threads';
import type { Log } from '../engine/ports';
import { logBytes } from './database-path';
import { threadEntry } from './thread-entry';

/**
 * From a write to the look at the log: what is written meanwhile is carried over in one go. Not too soon: a log that was
 * carried over begins anew with the next commit, and that one waits for the disk.
 */
const AFTER_MS = 2_000;
/** A log so short is left alone, as SQLite itself would leave it. */
const MIN_BYTES = 4 * 1024 * 1024;

export interface Checkpoints {
  /** Something was committed. */
  wrote(): void;
  /** Lets go of the file. */
  close(): Promise<void>;
}

export interface CheckpointOptions {
  /** Of a database in WAL mode. */
  readonly path: string;
  readonly log: Pick<Log, 'error'>;
  readonly entry?: URL;
  readonly afterMs?: number;
}

/**
 * Has SQLite's log carried over into the database by a thread, which starts when there is enough of it. SQLite would do it
 * within a commit, on the thread of the API: 30 ms of waiting for the disk each 4 MB, 300 ms after an import.
 */
export function openCheckpoints({
  path,
  log,
  entry = threadEntry('checkpoint-thread'),
  afterMs = AFTER_MS,
}: CheckpointOptions): Checkpoints {
  let timer: NodeJS.Timeout | null = null;
  let thread: Worker | null = null;
  let exited: Promise<void> = Promise.resolve();
  let closed = false;
  /** What went wrong last, so that a full disk is one line in the log. */
  let failed: string | null = null;

  function failure(text: string | null): void {
    if (text !== null && text !== failed) log.error({ err: text }, 'The log of the database could not be carried over');
    failed = text;
  }

  function open(): Worker {
    const worker = new Worker(entry, {
      workerData: { path },
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
      env: {},
      execArgv: [],
    });
    worker.unref();
    worker.on('message', (message: { readonly failed: string | null }) => failure(message.failed));
    worker.on('error', (error) => failure(String(error)));
    exited = new Promise((resolve) => {
      worker.once('exit', () => {
        thread = null;
        resolve();
      });
    });
    return worker;
  }

  function look(): void {
    timer = null;
    if (logBytes(path) < MIN_BYTES) return;
    thread ??= open();
    thread.postMessage({ end: false });
  }

  return {
    wrote() {
      if (closed || timer) return;
      timer = setTimeout(look, afterMs);
      timer.unref();
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      if (!thread) return;
      thread.ref();
      thread.postMessage({ end: true });
      await exited;
    },
  };
}
