import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils';

/**
 * Prisma's adapter with transactions that keep to themselves. The stock one has a single connection and lets statements
 * from outside an open transaction run on it, that is: inside that transaction, to be rolled back with it, or
 * acknowledged before they are committed. Here they wait until it has ended.
 * The price: inside `prisma.$transaction(async (tx) => …)` only `tx` may be used; the outer client would wait for itself
 * until the transaction's timeout. `onWritten` hears of each write that is committed.
 */
export async function openSerialisedAdapter(
  path: string,
  busyTimeoutMs: number,
  onWritten: () => void = () => {},
): Promise<SqlDriverAdapter> {
  const inner = await new PrismaBetterSqlite3({ url: path, timeout: busyTimeoutMs }).connect();
  let open: Promise<void> | null = null;

  // Statements are synchronous once begun, so only open transactions have to be waited for. The loop stands in each
  // caller: behind one more `await`, two of them could both find the connection free.
  const whenQuiet =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      while (open) await open;
      return run(...args);
    };

  async function startTransaction(): Promise<Transaction> {
    while (open) await open;
    let release = () => {};
    open = new Promise<void>((resolve) => {
      release = () => {
        open = null;
        resolve();
      };
    });
    try {
      await execute(inner, 'BEGIN');
    } catch (error) {
      release();
      throw error;
    }
    return transactionOn(inner, release, onWritten);
  }

  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    // SQLite knows one isolation level, serializable, whatever is asked for.
    startTransaction,
    queryRaw: whenQuiet((query) => inner.queryRaw(query)),
    executeRaw: whenQuiet(async (query) => {
      const changed = await inner.executeRaw(query);
      onWritten();
      return changed;
    }),
    executeScript: whenQuiet((script) => inner.executeScript(script)),
    dispose: whenQuiet(() => inner.dispose()),
  };
}

const execute = (on: SqlQueryable, sql: string) => on.executeRaw({ sql, args: [], argTypes: [] });

/** As Prisma asks for it: the statements COMMIT and ROLLBACK come through `executeRaw`, then one of the two last calls. */
function transactionOn(inner: SqlDriverAdapter, release: () => void, onWritten: () => void): Transaction {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    options: { usePhantomQuery: false },
    queryRaw: (query) => inner.queryRaw(query),
    executeRaw: (query) => inner.executeRaw(query),
    createSavepoint: async (name) => {
      await execute(inner, `SAVEPOINT ${name}`);
    },
    rollbackToSavepoint: async (name) => {
      await execute(inner, `ROLLBACK TO ${name}`);
    },
    releaseSavepoint: async (name) => {
      await execute(inner, `RELEASE SAVEPOINT ${name}`);
    },
    commit: async () => {
      release();
      onWritten();
    },
    rollback: async () => {
      // A COMMIT that failed (a full disk, a lock) may have left the transaction open, and Prisma does not end it. Where
      // it is over already SQLite says so, which is what is wanted.
      await execute(inner, 'ROLLBACK').catch(() => 0);
      release();
    },
  };
}
