import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';

export type { MigrationList, SchemaEngine };

/** No table or enum is managed by somebody else. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let loading: Promise<typeof SchemaEngine> | null = null;

/**
 * Prisma's schema engine as WebAssembly: the same code as the binary behind `prisma migrate`, which would have to be
 * downloaded. The package's own entry needs a bundler, so it is instantiated here.
 */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(file), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue as never });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine as typeof SchemaEngine;
}

/** Runs `work` with an engine on the SQLite file at `path` (`:memory:` where only schemas are compared). */
export async function withSchemaEngine<T>(path: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loading ??= loadEngine();
  const Engine = await loading;
  const inner = new PrismaBetterSqlite3({ url: path });
  const opened: SqlDriverAdapter[] = [];
  const keep = async (adapter: Promise<SqlDriverAdapter>) => {
    opened.push(await adapter);
    return adapter;
  };
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: () => keep(inner.connect()),
    connectToShadowDb: async () => takingScripts(await keep(inner.connectToShadowDb())),
  });
  const engine = await Engine.new({ datamodels: undefined }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    // Freeing the engine does not close what it opened, and it holds the file exclusively.
    await Promise.allSettled(opened.map((adapter) => adapter.dispose()));
  }
}

/** On the shadow database the engine sends whole migrations as one statement, which better-sqlite3 refuses to prepare. */
function takingScripts(inner: SqlDriverAdapter): SqlDriverAdapter {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    startTransaction: (level) => inner.startTransaction(level),
    queryRaw: (query) => inner.queryRaw(query),
    executeScript: (script) => inner.executeScript(script),
    dispose: () => inner.dispose(),
    executeRaw: async (query) => {
      if (query.args.length > 0) return inner.executeRaw(query);
      await inner.executeScript(query.sql);
      return 0;
    },
  };
}
