import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJobStore } from '@/server/db/job-store';
import { samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeEach(async () => {
  temp = await tempDatabase();
});
afterEach(() => temp.remove());

it('lets timers fire while 10,000 devices are stored', async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  await createJobStore(temp.db).create(samplePlan('job-1', 10_000));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

it('finds the row of an event and of a device by an index, not by reading the table', async () => {
  const plan = async (sql: string) =>
    (await temp.db.sql.all(`EXPLAIN QUERY PLAN ${sql}`)).map((row) => String(row.detail)).join('\n');
  const update = await plan(
    `UPDATE "JobDevice" SET "state" = "v"."column3" FROM (VALUES ('j', 'd', 's'), ('j', 'e', 's')) AS "v"
     WHERE "JobDevice"."jobId" = "v"."column1" AND "JobDevice"."deviceId" = "v"."column2"`,
  );
  expect(update).toMatch(/SEARCH JobDevice USING (COVERING )?INDEX JobDevice_jobId_deviceId_key/);
  const own = await plan(
    `SELECT * FROM "JobEvent" WHERE "jobId" = 'j' AND "seq" > 5 AND "deviceId" = 'd' ORDER BY "seq" LIMIT 10`,
  );
  expect(own).toMatch(/SEARCH JobEvent USING INDEX JobEvent_jobId_deviceId_seq_idx/);
  expect(own).not.toMatch(/TEMP B-TREE/);
});
