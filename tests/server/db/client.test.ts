import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasWalResetFix } from '@/server/db/client';
import { databasePath } from '@/server/db/database-path';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeAll(async () => {
  temp = await tempDatabase();
});
afterAll(() => temp.remove());

const credential = (id: string) => ({ data: { id, name: id, username: 'u' } });

describe('openDatabase', () => {
  it('sets the pragmas that crash safety and speed rest on', async () => {
    const pragma = async (name: string) => Object.values((await temp.db.sql.all(`PRAGMA ${name}`))[0]!)[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(1);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(5_000);
  });

  it('answers a ping and knows its migrations', async () => {
    await expect(temp.db.ping()).resolves.toBeUndefined();
    expect(await temp.db.migrationsApplied()).toBe(true);
    expect(temp.db.sqlite.version).toMatch(/^3\.\d+\.\d+$/);
  });

  it('rejects a ping after it was closed', async () => {
    const other = await tempDatabase();
    await other.remove();
    await expect(other.db.ping()).rejects.toThrow();
  });
});

describe('one connection for all', () => {
  it('keeps a write from outside a transaction when that transaction is rolled back', async () => {
    let outside: Promise<unknown> = Promise.resolve();
    const failing = temp.db.prisma.$transaction(async (tx) => {
      await tx.credential.create(credential('inside'));
      outside = temp.db.prisma.credential.create(credential('outside'));
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await outside;
    const ids = (await temp.db.prisma.credential.findMany()).map(({ id }) => id);
    expect(ids).toContain('outside');
    expect(ids).not.toContain('inside');
  });

  it('shows nobody what is not committed', async () => {
    let seen: Promise<number> = Promise.resolve(-1);
    const failing = temp.db.sql.transaction(async (sql) => {
      await sql.run(`INSERT INTO "Credential" ("id", "name", "username") VALUES ('ghost', 'ghost', 'u')`);
      seen = temp.db.prisma.credential.count({ where: { id: 'ghost' } });
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await seen).toBe(0);
  });

  it('runs transactions one after another, each complete', async () => {
    const steps: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        temp.db.sql.transaction(async () => {
          steps.push(`${name} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          steps.push(`${name} ends`);
        }),
      ),
    );
    expect(steps).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('goes on after a statement that failed inside a transaction', async () => {
    await expect(temp.db.sql.transaction((sql) => sql.run('INSERT INTO "NoTable" VALUES (1)'))).rejects.toThrow();
    await expect(temp.db.ping()).resolves.toBeUndefined();
    await temp.db.sql.transaction(async (sql) => sql.run(`DELETE FROM "Credential" WHERE "id" = 'none'`));
  });
});

describe('database path', () => {
  it('is taken from the working directory where it is relative', () => {
    expect(databasePath('file:./data/x.db')).toBe(`${process.cwd()}/data/x.db`);
    expect(databasePath('file:///srv/x.db?mode=rw')).toBe('/srv/x.db');
  });
});

it.each([
  ['3.44.5', false],
  ['3.44.6', true],
  ['3.50.6', false],
  ['3.50.7', true],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.53.2', true],
  ['4.0.0', true],
])('knows whether SQLite %s has the fix of the WAL-reset bug', (version, fixed) => {
  expect(hasWalResetFix(version)).toBe(fixed);
});

describe('a commit that fails', () => {
  // Deferred foreign keys are checked by COMMIT, which then fails and leaves the transaction open.
  const orphan = `INSERT INTO "DeviceTag" ("deviceId", "tag") VALUES ('nobody', 'x')`;

  it('is told, undone, and followed by further transactions', async () => {
    const failing = temp.db.sql.transaction(async (sql) => {
      await sql.run('PRAGMA defer_foreign_keys = ON');
      await sql.run(orphan);
    });
    await expect(failing).rejects.toThrow();
    expect(await temp.db.prisma.deviceTag.count()).toBe(0);
    await temp.db.sql.transaction((sql) => sql.all('SELECT 1'));
  });

  it('does the same inside a transaction of Prisma', async () => {
    const failing = temp.db.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('PRAGMA defer_foreign_keys = ON');
      await tx.$executeRawUnsafe(orphan);
    });
    await expect(failing).rejects.toThrow();
    expect(await temp.db.prisma.deviceTag.count()).toBe(0);
    await temp.db.prisma.$transaction(async (tx) => tx.deviceTag.count());
  });
});

it('keeps a crowd of transactions and single statements apart', async () => {
  const { prisma, sql } = temp.db;
  const insert = (id: string) => `INSERT INTO "Credential" ("id", "name", "username") VALUES ('${id}', '${id}', 'u')`;
  const work = Array.from({ length: 60 }, (_, i) => {
    if (i % 3 === 0) return sql.run(insert(`crowd-${i}`));
    if (i % 3 === 1) return prisma.$transaction(async (tx) => tx.credential.create(credential(`crowd-${i}`)));
    return sql
      .transaction(async (tx) => {
        await tx.run(insert(`undone-${i}`));
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('undone');
      })
      .catch(() => {});
  });
  await Promise.all(work);
  const ids = (await prisma.credential.findMany({ where: { id: { startsWith: 'crowd-' } } })).map(({ id }) => id);
  expect(ids).toHaveLength(40);
  expect(await prisma.credential.count({ where: { id: { startsWith: 'undone-' } } })).toBe(0);
});
