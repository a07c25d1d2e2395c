import { existsSync } from 'node:fs';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePath } from '@/server/db/database-path';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { newId } from '@/server/db/new-id';
import { openReadingConnection, type ReadingConnection } from '@/server/db/reading-connection';
import { sqlQuery } from '@/server/db/sql';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let devices: DeviceStore;
const credentialId = 'credential';
beforeAll(async () => {
  temp = await tempDatabase();
  devices = createDeviceStore(temp.db);
  await temp.db.prisma.credential.create({ data: { id: credentialId, name: 'lab', username: 'u' } });
});
afterAll(() => temp.remove());

let made = 0;
const device = () => {
  made += 1;
  const address = `10.9.${made >> 8}.${made & 255}`;
  return { name: `r-${made}`, address, port: 22, country: 'DE', platform: 'frr', credentialId } as const;
};
const credential = (id: string) => `INSERT INTO "Credential" ("id", "name", "username") VALUES ('${id}', '${id}', 'u')`;
const nameOf = async (id: string) => (await devices.get(id))?.name;

/** A promise and how to keep it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('reads', () => {
  it('answer while a transaction is open, with what was committed before it', async () => {
    const before = device();
    const saved = await devices.create(before);
    const countries = await devices.countries();
    const [begun, mayEnd] = [gate(), gate()];
    const writing = temp.db.sql.transaction(async (tx) => {
      await tx.run('UPDATE "Device" SET "name" = \'renamed\' WHERE "name" = ?', [before.name]);
      begun.open();
      await mayEnd.opened;
    });
    await begun.opened;
    // On the writer's connection each of these would wait for what comes after them.
    expect((await devices.list({ search: before.name })).items).toMatchObject([{ name: before.name }]);
    expect(await devices.countries()).toEqual(countries);
    expect(await temp.db.reads.sql.all('SELECT "name" FROM "Device" WHERE "name" = \'renamed\'')).toEqual([]);
    mayEnd.open();
    await writing;
    expect(saved.ok && (await nameOf(saved.id))).toBe('renamed');
  });

  it('see each write that was answered, also among hundreds of others', async () => {
    const lost: string[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let round = 0; round < 15; round += 1) {
          const input = device();
          const saved = await devices.create(input);
          if (!saved.ok || (await nameOf(saved.id)) !== input.name) lost.push(`${input.name} created`);
          if (!saved.ok) continue;
          await devices.update(saved.id, { site: input.name });
          if (
            (await devices.list({ search: input.name, limit: 1000 })).items.every(({ site }) => site !== input.name)
          ) {
            lost.push(`${input.name} updated`);
          }
          await devices.deleteMany([saved.id]);
          if ((await devices.get(saved.id)) !== null) lost.push(`${input.name} deleted`);
        }
      }),
    );
    expect(lost).toEqual([]);
  });

  it('answer several questions of one moment', async () => {
    const { sql, reads } = temp.db;
    const count = 'SELECT COUNT(*) AS "n" FROM "Credential"';
    const writes = Array.from({ length: 200 }, (_, i) => sql.run(credential(`moment-${i}`)));
    const pairs = await Promise.all(
      Array.from({ length: 200 }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return (await reads.sql.allAtOnce([[count], [count]])).map(([row]) => Number(row?.n));
      }),
    );
    await Promise.all(writes);
    for (const [first, second] of pairs) expect(second).toBe(first);
  });

  it('carry every kind of value unharmed', async () => {
    const { reads, prisma } = temp.db;
    const text = `Ünïcode \u0000 "'\u{1f6f0}`;
    const big = 2n ** 53n + 1n;
    await prisma.rateLimit.create({ data: { id: newId(), key: text, count: 7, lastRequest: big } });
    expect(await reads.prisma.rateLimit.findFirst({ where: { key: text } })).toMatchObject({
      count: 7,
      lastRequest: big,
    });
    expect(await reads.prisma.rateLimit.findFirst({ where: { lastRequest: big } })).toMatchObject({ key: text });
    const [row] = await reads.sql.all('SELECT ? AS "text", ? AS "float", ? AS "int", ? AS "none"', [
      text,
      1.5,
      -3,
      null,
    ]);
    expect(row).toEqual({ text, float: 1.5, int: -3, none: null });
    await temp.db.sql.run('CREATE TABLE "Blob" ("bytes" BLOB)');
    await temp.db.sql.run(`INSERT INTO "Blob" VALUES (x'00ff10')`);
    const [blob] = await reads.sql.all('SELECT "bytes" FROM "Blob"');
    expect([...(blob!.bytes as unknown as Uint8Array)]).toEqual([0, 255, 16]);
    await temp.db.sql.run('DROP TABLE "Blob"');
    const at = new Date('2026-01-02T03:04:05.678Z');
    await prisma.apiToken.create({
      data: { id: 't', name: 't', hash: 'h', role: 'viewer', createdById: 'u', createdBy: 'u', expiresAt: at },
    });
    expect((await reads.prisma.apiToken.findUnique({ where: { id: 't' } }))?.expiresAt).toEqual(at);
    expect(await reads.prisma.apiToken.count({ where: { expiresAt: { lte: at } } })).toBe(1);
  });

  it('find a thousand ids that are asked for at once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 1_500; i += 1) ids.push(`crowd-${String(i).padStart(4, '0')}`);
    await temp.db.sql.transaction(async (tx) => {
      for (const id of ids) await tx.run(credential(id));
    });
    const found = await Promise.all(ids.map((id) => temp.db.reads.prisma.credential.findUnique({ where: { id } })));
    expect(found.map((one) => one?.id)).toEqual(ids);
  });
});

describe('a write through reads', () => {
  it('is refused by SQLite, by the adapter and by the types', async () => {
    const { reads } = temp.db;
    const ghost = credential('ghost');
    const refused = reads.sql.all(`${ghost} RETURNING "id"`);
    await expect(refused).rejects.toBeInstanceOf(DriverAdapterError);
    await expect(refused).rejects.toThrow(/readonly/);
    // @ts-expect-error: not among what `reads` offers
    await expect(reads.prisma.credential.deleteMany()).rejects.toThrow(/only reads/);
    // @ts-expect-error: the same, in one transaction
    await expect(reads.prisma.$transaction((tx) => tx.credential.deleteMany())).rejects.toThrow(/only reads/);
    expect(await reads.prisma.credential.count({ where: { id: credentialId } })).toBe(1);
  });
});

describe('what SQLite refuses', () => {
  it('keeps its kind on the way', async () => {
    const error = await temp.db.reads.sql.all('SELECT * FROM "Nowhere"').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(DriverAdapterError);
    expect(error.cause).toMatchObject({ kind: 'TableDoesNotExist', table: 'Nowhere' });
    // The next one is answered, also after one among several was refused.
    const both = temp.db.reads.sql.allAtOnce([['SELECT 1 AS "n"'], ['SELECT * FROM "Nowhere"']]);
    await expect(both).rejects.toThrow();
    await temp.db.prisma.credential.create({ data: { id: 'after', name: 'after', username: 'u' } });
    expect(await temp.db.reads.prisma.credential.count({ where: { id: 'after' } })).toBe(1);
  });
});

describe('the thread', () => {
  const log = (lines: { fields: Record<string, unknown>; message: string }[]) => ({
    error: (fields: Record<string, unknown>, message: string) => void lines.push({ fields, message }),
  });
  const one = async (connection: ReadingConnection, sql: string) => (await connection.query([sqlQuery(sql)]))[0]!.rows;
  const mortal = new URL('../../fixtures/mortal-reading-thread.mjs', import.meta.url);

  it.each(['throw', 'exit'])(
    'that dies (%s) takes what it was asked with it, says so, and is followed by another',
    async (how) => {
      const lines: { fields: Record<string, unknown>; message: string }[] = [];
      const path = databasePath(temp.url);
      const connection = openReadingConnection({ path, busyTimeoutMs: 0, log: log(lines), entry: mortal });
      expect(await one(connection, 'SELECT 1')).toEqual([[1]]);
      const asked = await Promise.allSettled([one(connection, how), one(connection, 'SELECT 2')]);
      const reason = { message: expect.stringMatching(/told to die|exit code 7/) };
      expect(asked).toEqual([
        { status: 'rejected', reason: expect.objectContaining(reason) },
        { status: 'rejected', reason: expect.objectContaining(reason) },
      ]);
      expect(lines).toMatchObject([{ fields: { calls: 2, err: reason }, message: /ended unexpectedly/ }]);
      expect(await one(connection, 'SELECT 3')).toEqual([[3]]);
      await connection.close();
      expect(lines).toHaveLength(1);
    },
  );

  it('that cannot open the file says why, to each who asks', async () => {
    const lines: { fields: Record<string, unknown>; message: string }[] = [];
    const connection = openReadingConnection({ path: `${temp.dir}/none.db`, busyTimeoutMs: 0, log: log(lines) });
    await expect(one(connection, 'SELECT 1')).rejects.toThrow(/unable to open|does not exist/);
    await expect(one(connection, 'SELECT 1')).rejects.toThrow(/unable to open|does not exist/);
    expect(existsSync(`${temp.dir}/none.db`)).toBe(false);
    await connection.close();
  });

  it('answers what it was asked before it was closed, and nothing after', async () => {
    const own = await tempDatabase();
    await own.db.sql.run(credential('last'));
    const asked = Promise.all(Array.from({ length: 50 }, () => own.db.reads.sql.all('SELECT 1 AS "one"')));
    const closed = own.db.close();
    expect(await asked).toEqual(Array(50).fill([{ one: 1 }]));
    await closed;
    await expect(own.db.reads.sql.all('SELECT 1')).rejects.toThrow('The database is closed');
    // The log is folded in: nobody holds the file.
    for (const end of ['-wal', '-shm']) expect(existsSync(databasePath(own.url) + end)).toBe(false);
    await own.remove();
  });
});
