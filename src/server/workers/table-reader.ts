import { Worker } from 'node:worker_threads';
import { readCsv } from '@/server/inventory/csv-table';
import type { InventoryLists } from '@/server/inventory/inventory-rows';
import { readOpened } from '@/server/inventory/read-opened';
import { refusedTable } from '@/server/inventory/table';
import type { OpenedInventory, OpenFile } from '@/server/inventory/table-file';
import type { TableMessage, TableTask } from './table-message';

/** The largest workbook that is taken needs about half of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };
/** The largest files take a few seconds. */
const DEADLINE_MS = 60_000;
/** A text so short is read in some milliseconds, sooner than a thread starts. Characters. */
const READ_AT_ONCE = 100_000;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Reads files in a thread each; one that cannot be read has an error. Rejects where the thread itself fails. */
export const createTableReader =
  (entry: URL = workerEntry(import.meta.url), deadlineMs = DEADLINE_MS): OpenFile =>
  async (file, as) => {
    if (file.format === 'xlsx' && !BASE64.test(file.content)) {
      return refused('Expected the bytes of an .xlsx file in base64');
    }
    if (file.format === 'csv' && file.content.length <= READ_AT_ONCE) {
      return readOpened({ table: readCsv(file.content) }, as);
    }
    return readInThread(entry, { file, as }, deadlineMs);
  };

const refused = (message: string): Promise<OpenedInventory> => readOpened({ table: refusedTable(message) }, {});

function readInThread(entry: URL, task: TableTask, deadlineMs: number): Promise<OpenedInventory> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData: task, resourceLimits: RESOURCE_LIMITS, env: {}, execArgv: [] });
    const lists = { rows: [], errors: [], invalid: [] } as {
      [list in keyof InventoryLists]: InventoryLists[list][number][];
    };
    const timer = setTimeout(() => {
      resolve(refused(`The file was not read within ${deadlineMs / 1000} s: it is too large`));
      void thread.terminate();
    }, deadlineMs);
    thread.on('message', (message: TableMessage) => {
      const { rows, errors, invalid } = message.kind === 'end' ? message.opened.parsed : message.part;
      lists.rows.push(...rows);
      lists.errors.push(...errors);
      lists.invalid.push(...invalid);
      if (message.kind === 'end') resolve({ ...message.opened, parsed: { ...message.opened.parsed, ...lists } });
    });
    thread.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        resolve(refused('The file takes more memory than a file may: it is too large'));
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
