import { expect, it, vi } from 'vitest';
import { openCheckpoints } from '@/server/db/checkpoints';
import { databasePath } from '@/server/db/database-path';
import { tempDatabase } from '../../support/temp-database';

const fill = (times: number) =>
  Array.from({ length: times }, (_, i) => `INSERT INTO "PortalState" VALUES ('k${i}', hex(randomblob(300000)), '')`);

it('has the log carried over into the database while the portal runs, and nothing is lost', async () => {
  const temp = await tempDatabase();
  const { sql } = temp.db;
  for (const insert of fill(12)) await sql.run(insert);
  const [length] = await sql.all('SELECT SUM(LENGTH("value")) AS "all" FROM "PortalState"');
  await vi.waitFor(
    async () => {
      // Tells how long the log is and how much of it was carried over, and carries nothing over itself.
      const [row] = await sql.all('PRAGMA wal_checkpoint(NOOP)');
      expect(Number(row!.log)).toBeGreaterThan(1_000);
      expect(row!.checkpointed).toBe(row!.log);
    },
    { timeout: 60_000 },
  );
  expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect((await temp.db.reads.sql.all('SELECT SUM(LENGTH("value")) AS "all" FROM "PortalState"'))[0]).toEqual(length);
  await temp.remove();
});

it('says why the log cannot be carried over, once for each reason, and goes on', async () => {
  const temp = await tempDatabase();
  const lines: string[] = [];
  for (const insert of fill(12)) await temp.db.sql.run(insert);
  const path = databasePath(temp.url);
  const entry = new URL('../../fixtures/failing-checkpoint-thread.mjs', import.meta.url);
  const log = { error: (fields: { err: unknown }) => void lines.push(String(fields.err)) };
  const checkpoints = openCheckpoints({ path, log, entry, afterMs: 50 });
  await vi.waitFor(
    () => {
      checkpoints.wrote();
      expect(lines).toEqual(['disk I/O error', 'database or disk is full']);
    },
    { timeout: 60_000 },
  );
  await checkpoints.close();
  await temp.remove();
});
