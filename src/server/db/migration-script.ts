import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MIGRATIONS_DIR, readMigrations } from './migration-files';
import { NO_FILTERS, withSchemaEngine } from './schema-engine';

/** SQL that leads from the migrations that exist to the schema; null where they agree. */
export async function migrationScript(
  dir: string = MIGRATIONS_DIR,
  schemaFile: string = resolve('prisma', 'schema.prisma'),
): Promise<string | null> {
  const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') };
  const migrations = await readMigrations(dir);
  const hasAny = migrations.migrationDirectories.length > 0;
  const result = await withSchemaEngine(':memory:', (engine) =>
    engine.diff({
      from: hasAny ? { tag: 'migrations', ...migrations } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      // 2: there is a difference; 0: there is none.
      exitCode: true,
      filters: NO_FILTERS,
    } as Parameters<typeof engine.diff>[0]),
  );
  return result.exitCode === 2 ? (result.stdout ?? '') : null;
}
