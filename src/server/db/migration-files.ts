import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MigrationList } from './schema-engine';

/** Where the migrations of this version lie: the portal runs from the root of its checkout. */
export const MIGRATIONS_DIR = resolve('prisma', 'migrations');

/** Names of the migrations in a folder, oldest first. */
export async function migrationNames(dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The folder as the schema engine takes it. Line ends are made `\n`: the engine compares checksums of the text. */
export async function readMigrations(dir: string = MIGRATIONS_DIR): Promise<MigrationList> {
  const names = await migrationNames(dir);
  const text = async (...path: string[]) => (await readFile(join(dir, ...path), 'utf8')).replaceAll('\r\n', '\n');
  return {
    baseDir: dir,
    lockfile: { path: 'migration_lock.toml', content: await text('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await text(name, 'migration.sql') },
        },
      })),
    ),
  };
}
