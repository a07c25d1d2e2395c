import { Worker } from 'node:worker_threads';
import { DriverAdapterError, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { Log } from '../engine/ports';
import { threadEntry } from './thread-entry';

export interface ReadingOptions {
  /** Of a database in WAL mode that this process has open. */
  readonly path: string;
  readonly busyTimeoutMs: number;
  /** Hears of a thread that ended unasked. */
  readonly log: Pick<Log, 'error'>;
  readonly entry?: URL;
}

/**
 * A second connection, which only reads, in a thread of its own: it sees whatever was committed before it is asked, waits
 * for no transaction, and the thread that asks goes on meanwhile. The thread starts with the first question and again with
 * the next one after it ended unasked; what it was asked then rejects.
 */
export interface ReadingConnection {
  /** One answer each; several are of one moment. Rejects with Prisma's `DriverAdapterError` where SQLite refuses one. */
  query(queries: readonly SqlQuery[]): Promise<SqlResultSet[]>;
  /** Answers what was asked, then lets go of the file; whatever is asked later rejects. */
  close(): Promise<void>;
}

/** What it is told. The last message has no queries. */
type ToThread = { readonly call: number; readonly queries: readonly SqlQuery[] } | { readonly end: true };

type FromThread = { readonly call: number } & (
  | { readonly answers: SqlResultSet[]; readonly error?: undefined }
  | { readonly error: { readonly cause: DriverAdapterError['cause'] } | { readonly message: string; stack?: string } }
);

interface Waiting {
  readonly resolve: (answers: SqlResultSet[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Else as large as the main thread's, which is started with a large one for the output of routers. The old generation has no
 * bound of its own: where SQLite fills it in one go the whole process ends, thread or not.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 24 };

export function openReadingConnection(options: ReadingOptions): ReadingConnection {
  let thread: ReadingThread | null = null;
  let closed = false;
  const gone = (error: Error, calls: number) => {
    thread = null;
    if (!closed) options.log.error({ err: error, calls }, 'The thread that reads the database ended unexpectedly');
  };
  return {
    async query(queries) {
      if (closed) throw new Error('The database is closed');
      thread ??= new ReadingThread(options, gone);
      return thread.query(queries);
    },
    async close() {
      closed = true;
      await thread?.end();
    },
  };
}

class ReadingThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly exited: Promise<void>;
  private lastCall = 0;
  private error: Error | null = null;

  constructor(
    { path, busyTimeoutMs, entry = threadEntry('reading-thread') }: ReadingOptions,
    onGone: (error: Error, calls: number) => void,
  ) {
    const workerData = { path, busyTimeoutMs };
    this.worker = new Worker(entry, { workerData, resourceLimits: RESOURCE_LIMITS, env: {}, execArgv: [] });
    // Only a question keeps the process alive.
    this.worker.unref();
    this.worker.on('message', (message: FromThread) => this.take(message));
    this.worker.on('error', (error) => {
      this.error ??= error instanceof Error ? error : new Error(String(error));
    });
    this.exited = new Promise((resolve) => {
      this.worker.once('exit', (code) => {
        const error = this.error ?? new Error(`The thread that reads the database ended with exit code ${code}`);
        onGone(error, this.waiting.size);
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        resolve();
      });
    });
  }

  query(queries: readonly SqlQuery[]): Promise<SqlResultSet[]> {
    return new Promise((resolve, reject) => {
      this.lastCall += 1;
      this.post({ call: this.lastCall, queries });
      this.waiting.set(this.lastCall, { resolve, reject });
      this.worker.ref();
    });
  }

  async end(): Promise<void> {
    this.worker.ref();
    this.post({ end: true });
    await this.exited;
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private take(message: FromThread): void {
    const waiting = this.waiting.get(message.call);
    this.waiting.delete(message.call);
    if (this.waiting.size === 0) this.worker.unref();
    if (message.error === undefined) waiting?.resolve(message.answers);
    else waiting?.reject(errorOf(message.error));
  }
}

function errorOf(error: NonNullable<FromThread['error']>): Error {
  // Prisma tells by its class, and by the kind of its cause, what it is.
  if ('cause' in error) return new DriverAdapterError(error.cause);
  const plain = new Error(error.message);
  plain.stack = error.stack ?? plain.stack;
  return plain;
}
