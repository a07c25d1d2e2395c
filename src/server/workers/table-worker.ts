// A worker thread that reads one file: unpacking, parsing and checking megabytes must keep nobody waiting, and a file that
// takes all the memory it is given ends this thread only. Started by table-reader.ts.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readCsv } from '@/server/inventory/csv-table';
import { readOpened } from '@/server/inventory/read-opened';
import type { OpenedTable, TableFile } from '@/server/inventory/table-file';
import { readXlsx } from '@/server/inventory/xlsx-table';
import { LISTS, type TableMessage, type TableTask } from './table-message';

/** Entries in a message: taking one apart takes the main thread some milliseconds. */
const STRETCH = 500;

async function openedOf({ format, content, sheet }: TableFile): Promise<OpenedTable> {
  return format === 'csv' ? { table: readCsv(content) } : readXlsx(Buffer.from(content, 'base64'), sheet);
}

async function read(main: MessagePort, { file, as }: TableTask): Promise<void> {
  const say = (message: TableMessage) => main.postMessage(message);
  const { parsed, ...named } = await readOpened(await openedOf(file), as);
  for (const list of LISTS) {
    for (let start = 0; start < parsed[list].length; start += STRETCH) {
      say({ kind: 'part', part: { [list]: parsed[list].slice(start, start + STRETCH) } });
    }
  }
  say({ kind: 'end', opened: { parsed: { ...parsed, rows: [], errors: [], invalid: [] }, ...named } });
}

if (!parentPort) throw new Error('table-worker.ts is the entry of a worker thread');
await read(parentPort, workerData as TableTask);
