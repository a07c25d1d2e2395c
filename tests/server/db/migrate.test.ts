import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '@/server/db/client';
import { migrateDatabase } from '@/server/db/migrate';
import { MIGRATIONS_DIR, migrationNames } from '@/server/db/migration-files';
import { migrationScript } from '@/server/db/migration-script';

let dir: string;
let url: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'areazero-migrate-'));
  url = `file:${join(dir, 'data', 'new', 'x.db')}`;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** The migrations of a later version: ours and one more. */
async function laterMigrations(sql = 'CREATE TABLE "Later" ("id" TEXT NOT NULL PRIMARY KEY);'): Promise<string> {
  const later = join(dir, 'later');
  await cp(MIGRATIONS_DIR, later, { recursive: true });
  await mkdir(join(later, '29990101000000_later'));
  await writeFile(join(later, '29990101000000_later', 'migration.sql'), sql);
  return later;
}

it('finds that the migrations lead to exactly the schema', async () => {
  expect(await migrationScript()).toBeNull();
});

it('would write the SQL for a model that no migration has yet', async () => {
  const schema = join(dir, 'schema.prisma');
  await cp(resolve('prisma/schema.prisma'), schema);
  await writeFile(schema, '\nmodel Extra {\n  id String @id\n}\n', { flag: 'a' });
  expect(await migrationScript(MIGRATIONS_DIR, schema)).toContain('CREATE TABLE "Extra"');
});

it('makes the folder and the database where there are none', async () => {
  expect(await migrateDatabase(url)).toEqual(await migrationNames());
  const db = await openDatabase(url);
  expect(await db.migrationsApplied()).toBe(true);
  await db.close();
});

it('changes nothing when it is applied again, and keeps what people entered', async () => {
  await migrateDatabase(url);
  const first = await openDatabase(url);
  await first.prisma.credential.create({ data: { id: 'c1', name: 'edge', username: 'ops' } });
  await first.close();
  expect(await migrateDatabase(url)).toEqual([]);
  const again = await openDatabase(url);
  expect(await again.prisma.credential.count()).toBe(1);
  await again.close();
});

it('brings a database with data to a later version without losing it', async () => {
  await migrateDatabase(url);
  const first = await openDatabase(url);
  await first.prisma.credential.create({ data: { id: 'c1', name: 'edge', username: 'ops' } });
  await first.close();
  expect(await migrateDatabase(url, await laterMigrations())).toEqual(['29990101000000_later']);
  const later = await openDatabase(url);
  expect(await later.prisma.credential.findMany()).toMatchObject([{ id: 'c1', name: 'edge' }]);
  await later.close();
});

it('refuses a database of a newer version with a text that says so', async () => {
  await migrateDatabase(url, await laterMigrations());
  await expect(migrateDatabase(url)).rejects.toThrow(/newer version of Area Zero \(it has 29990101000000_later\)/);
});

it('refuses a migration that was edited after it was applied', async () => {
  await migrateDatabase(url, await laterMigrations());
  const edited = join(dir, 'later');
  await writeFile(join(edited, '29990101000000_later', 'migration.sql'), 'CREATE TABLE "Other" ("id" TEXT);');
  await expect(migrateDatabase(url, edited)).rejects.toThrow(/29990101000000_later was changed after/);
});

it('says again at each start that a migration failed half-way', async () => {
  const broken = await laterMigrations('CREATE TABLE "A" ("id" TEXT); CREATE TABLE "A" ("id" TEXT);');
  await expect(migrateDatabase(url, broken)).rejects.toThrow();
  await expect(migrateDatabase(url, broken)).rejects.toThrow(/29990101000000_later failed half-way/);
});

it('leaves nothing but SQLite files behind', async () => {
  await migrateDatabase(url);
  expect((await readdir(join(dir, 'data', 'new'))).filter((file) => !file.startsWith('x.db'))).toEqual([]);
});

it.each(['postgres://host/db', 'file:', 'file::memory:'])('refuses the database URL %s by its name', async (bad) => {
  await expect(migrateDatabase(bad)).rejects.toThrow(/^DATABASE_URL: expected/);
});
