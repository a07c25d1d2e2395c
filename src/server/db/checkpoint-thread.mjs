// The thread that folds the log of the database into its file; started by checkpoints.ts. Plain JavaScript that needs a
// package only: a thread that had to read TypeScript first would start ten times as slowly.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** What was written while one fold was under way is folded by the next, which is shorter; somebody may write all the time. */
const FOLDS = 4;

const database = open(workerData.path);

function open(path) {
  try {
    const opened = new Sqlite(path, { fileMustExist: true });
    opened.pragma('synchronous = NORMAL');
    return opened;
  } catch (error) {
    // The package's own errors lose their words between threads.
    throw new Error(`${error.message} (${error.code})`);
  }
}

function fold() {
  for (let folds = 1; folds <= FOLDS; folds += 1) {
    // PASSIVE waits for nobody and keeps nobody waiting (https://www.sqlite.org/c3ref/wal_checkpoint_v2.html).
    const [{ log, checkpointed }] = database.pragma('wal_checkpoint(PASSIVE)');
    if (checkpointed === log) return;
  }
}

parentPort.on('message', ({ end }) => {
  if (end) {
    database.close();
    parentPort.close();
    return;
  }
  fold();
  parentPort.postMessage({ folded: true });
});
