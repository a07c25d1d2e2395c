// A worker thread that reads one file: unpacking and parsing megabytes at once must keep nobody waiting, and a file that
// takes all the memory it is given ends this thread only. Started by table-reader.ts.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readCsv } from '@/server/inventory/csv-table';
import type { OpenedTable, TableFile } from '@/server/inventory/table-file';
import { readXlsx } from '@/server/inventory/xlsx-table';
import type { TableMessage } from './table-message';

/** Rows in a message: taking one apart takes the main thread some milliseconds. */
const STRETCH = 1_000;

async function openedOf({ format, content, sheet }: TableFile): Promise<OpenedTable> {
  return format === 'csv' ? { table: readCsv(content) } : readXlsx(Buffer.from(content, 'base64'), sheet);
}

async function read(main: MessagePort, file: TableFile): Promise<void> {
  const say = (message: TableMessage) => main.postMessage(message);
  const { table, ...named } = await openedOf(file);
  for (let start = 0; start < table.rows.length; start += STRETCH) {
    say({ kind: 'rows', rows: table.rows.slice(start, start + STRETCH) });
  }
  say({ kind: 'end', opened: { table: { ...table, rows: [] }, ...named } });
}

if (!parentPort) throw new Error('table-worker.ts is the entry of a worker thread');
await read(parentPort, workerData as TableFile);
