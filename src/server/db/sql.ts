import type { ArgType, SqlDriverAdapter, SqlQuery, SqlQueryable, SqlResultSet } from '@prisma/driver-adapter-utils';

export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Plain SQL on the one connection, past Prisma's query compiler: for the hot path only. */
export interface Sql {
  /** Rows changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  all(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
}

export interface SqlConnection extends Sql {
  /** All of `work` or none of it. Inside, only the given `Sql` may be used. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

const argType = (value: SqlValue): ArgType => ({
  scalarType: typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'float') : 'string',
  arity: 'scalar',
});

export const sqlQuery = (sql: string, values: readonly SqlValue[] = []): SqlQuery => ({
  sql,
  args: [...values],
  argTypes: values.map(argType),
});

export function sqlRows({ columnNames, rows }: SqlResultSet): SqlRow[] {
  return rows.map((row) => {
    // Not `Object.fromEntries`: tens of thousands of rows are read for one search.
    const object: Record<string, SqlValue> = {};
    for (const [i, name] of columnNames.entries()) object[name] = row[i] as SqlValue;
    return object;
  });
}

const sqlOn = (queryable: SqlQueryable): Sql => ({
  run: (sql, values) => queryable.executeRaw(sqlQuery(sql, values)),
  all: async (sql, values) => sqlRows(await queryable.queryRaw(sqlQuery(sql, values))),
});

export function sqlConnection(adapter: SqlDriverAdapter): SqlConnection {
  async function transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const open = await adapter.startTransaction();
    const sql = sqlOn(open);
    let result: T;
    try {
      result = await work(sql);
      await sql.run('COMMIT');
    } catch (error) {
      await open.rollback();
      throw error;
    }
    await open.commit();
    return result;
  }
  return { ...sqlOn(adapter), transaction };
}

/** Lets timers, sockets and other readers run between two chunks of a long write. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rows of one statement where there are many: between two, other work gets its turn. */
export const CHUNK = 500;

export function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += CHUNK) yield all.slice(start, start + CHUNK);
}
