import type { SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils';
import { type Prisma, PrismaClient } from './generated/client';
import { openReadingConnection, type ReadingConnection, type ReadingOptions } from './reading-connection';
import { type Sql, type SqlRow, type SqlValue, sqlQuery, sqlRows } from './sql';

type ReadingMethod = 'findUnique' | 'findFirst' | 'findMany' | 'count' | 'groupBy' | 'aggregate';

/** What of Prisma's client only reads. */
export type PrismaReads = {
  readonly [model in Uncapitalize<Prisma.ModelName>]: Pick<PrismaClient[model], ReadingMethod>;
};

export interface SqlReads extends Pick<Sql, 'all'> {
  /** One answer each, all of one moment: nothing is written between two of them. */
  allAtOnce(queries: readonly (readonly [sql: string, values?: readonly SqlValue[]])[]): Promise<SqlRow[][]>;
}

/**
 * The database for whoever answers and decides no write: pages, lists, downloads, other services. In a thread of its own, so
 * that nobody waits for the search of somebody else, and beside the connection that writes, so that nobody waits for an
 * import. Sees whatever was committed before the question, and nothing of a transaction that is open.
 */
export interface Reads {
  readonly prisma: PrismaReads;
  readonly sql: SqlReads;
  close(): Promise<void>;
}

const refuse = async (): Promise<never> => {
  throw new Error('This connection only reads: write with `prisma` and `sql` of the database, not with its `reads`');
};

function readingAdapter(connection: ReadingConnection): SqlDriverAdapter {
  const reading = {
    provider: 'sqlite',
    adapterName: 'areazero-reads',
    queryRaw: async (query: SqlQuery) => (await connection.query([query]))[0]!,
    executeRaw: refuse,
  } as const;
  return {
    ...reading,
    executeScript: refuse,
    // Prisma opens one of its own accord where it asks for more ids than one statement takes. On a connection that all share
    // a real one would show everybody its moment; these statements are each of their own, as without it.
    startTransaction: async () => ({
      ...reading,
      // So that it sends no BEGIN and no COMMIT.
      options: { usePhantomQuery: true },
      commit: async () => {},
      rollback: async () => {},
    }),
    dispose: () => connection.close(),
  };
}

export function openReads(options: ReadingOptions): Reads {
  const connection = openReadingConnection(options);
  const adapter = readingAdapter(connection);
  const prisma = new PrismaClient({
    adapter: { provider: adapter.provider, adapterName: adapter.adapterName, connect: async () => adapter },
  });
  const all = async (queries: Parameters<SqlReads['allAtOnce']>[0]) =>
    (await connection.query(queries.map(([sql, values]) => sqlQuery(sql, values)))).map(sqlRows);
  return {
    prisma,
    sql: {
      all: async (sql, values) => (await all([[sql, values]]))[0]!,
      allAtOnce: all,
    },
    async close() {
      await prisma.$disconnect();
      await connection.close();
    },
  };
}
