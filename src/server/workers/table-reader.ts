import { Worker } from 'node:worker_threads';
import { readCsv } from '@/server/inventory/csv-table';
import { refusedTable, type TableRow } from '@/server/inventory/table';
import type { OpenFile, TableFile } from '@/server/inventory/table-file';
import type { TableMessage } from './table-message';

/** The largest workbook that is taken needs about half of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 };
/** The largest files take a few seconds. */
const DEADLINE_MS = 60_000;
/** A text so short is read in some milliseconds, sooner than a thread starts. Characters. */
const READ_AT_ONCE = 100_000;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Reads files in a thread each; one that cannot be read is a refused table. Rejects where the thread itself fails. */
export const createTableReader =
  (entry: URL = workerEntry(import.meta.url), deadlineMs = DEADLINE_MS): OpenFile =>
  async (file) => {
    if (file.format === 'xlsx' && !BASE64.test(file.content)) {
      return { table: refusedTable('Expected the bytes of an .xlsx file in base64') };
    }
    if (file.format === 'csv' && file.content.length <= READ_AT_ONCE) return { table: readCsv(file.content) };
    return readInThread(entry, file, deadlineMs);
  };

function readInThread(entry: URL, file: TableFile, deadlineMs: number): ReturnType<OpenFile> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData: file, resourceLimits: RESOURCE_LIMITS, env: {}, execArgv: [] });
    const rows: TableRow[] = [];
    const timer = setTimeout(() => {
      resolve({ table: refusedTable(`The file was not read within ${deadlineMs / 1000} s: it is too large`) });
      void thread.terminate();
    }, deadlineMs);
    thread.on('message', (message: TableMessage) => {
      if (message.kind === 'rows') return void rows.push(...message.rows);
      const { table, ...named } = message.opened;
      resolve({ table: { ...table, rows }, ...named });
    });
    thread.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        resolve({ table: refusedTable('The file takes more memory than a file may: it is too large') });
      } else reject(error);
    });
    thread.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The thread that read a file ended with exit code ${code}`));
    });
  });
}

/** `dist/table-worker.js` beside the built server; from its sources a file that brings the loader along. */
const workerEntry = (here: string): URL =>
  new URL(here.endsWith('.ts') ? './table-from-source.mjs' : './table-worker.js', here);
