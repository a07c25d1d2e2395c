// A worker thread that reads one file: unpacking, parsing and checking megabytes must keep nobody waiting, and a file that
// takes all the memory it is given ends this thread only. Started by table-reader.ts.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readCsv } from '@/server/inventory/csv-table';
import { readOpened } from '@/server/inventory/read-opened';
import type { OpenedTable, TableFile } from '@/server/inventory/table-file';
import { readXlsx } from '@/server/inventory/xlsx-table';
import { stepBack } from './step-back';
import type { TableMessage, TableTask } from './table-message';

async function openedOf({ format, content, sheet }: TableFile): Promise<OpenedTable> {
  return format === 'csv' ? { table: readCsv(content) } : readXlsx(Buffer.from(content, 'base64'), sheet);
}

async function read(main: MessagePort, { file, as }: TableTask): Promise<void> {
  const say = (message: TableMessage) => main.postMessage(message);
  // As it is found: all rows beside the table that they are read from would be tens of megabytes more.
  const opened = await readOpened(await openedOf(file), as, (part) => say({ kind: 'part', part }));
  say({ kind: 'end', opened });
}

if (!parentPort) throw new Error('table-worker.ts is the entry of a worker thread');
stepBack();
await read(parentPort, workerData as TableTask);
