// The thread that reads the database beside the one that writes it; started by reading-connection.ts. Plain JavaScript that
// needs packages only: a thread that had to read TypeScript first would start ten times as slowly.
import { parentPort, workerData } from 'node:worker_threads';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

const { path, busyTimeoutMs } = workerData;
// SQLite itself refuses to write through it.
const database = new PrismaBetterSqlite3({ url: path, readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
let connection = null;

/** Several queries see the database as it is at one moment. */
async function answersTo(queries) {
  connection ??= await database.connect();
  if (queries.length === 1) return [await connection.queryRaw(queries[0])];
  const answers = [];
  await connection.executeScript('BEGIN');
  try {
    for (const query of queries) answers.push(await connection.queryRaw(query));
  } finally {
    await connection.executeScript('COMMIT');
  }
  return answers;
}

/** What Prisma makes its own errors of crosses as it is; of other errors, what every error has. */
function plainError(error) {
  if (error?.name === 'DriverAdapterError') return { cause: error.cause };
  return { message: String(error?.message ?? error), stack: error?.stack };
}

async function take({ call, queries, end }) {
  if (end) {
    await connection?.dispose();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage({ call, answers: await answersTo(queries) });
  } catch (error) {
    parentPort.postMessage({ call, error: plainError(error) });
  }
}

// One after the other, whatever there is to await in between.
let turn = Promise.resolve();
parentPort.on('message', (message) => {
  turn = turn.then(() => take(message));
});
