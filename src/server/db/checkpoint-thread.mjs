// The thread that carries SQLite's log over into the database, started by checkpoints.ts. Plain JavaScript, as reading-thread.mjs.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** While it is at it more is written; only a log that has been carried over to its end begins anew. */
const PASSES = 10;

const database = new Sqlite(workerData.path, { fileMustExist: true, timeout: 0 });

function checkpoint() {
  for (let pass = 0; pass < PASSES; pass += 1) {
    // PASSIVE waits for nobody, and nobody for it (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
    const [{ busy, log, checkpointed }] = database.pragma('wal_checkpoint(PASSIVE)');
    if (busy || log === checkpointed) return;
  }
}

parentPort.on('message', ({ end }) => {
  if (end) {
    database.close();
    parentPort.close();
    return;
  }
  try {
    checkpoint();
    parentPort.postMessage({ failed: null });
  } catch (error) {
    parentPort.postMessage({ failed: String(error?.message ?? error) });
  }
});
