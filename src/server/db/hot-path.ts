import type { SqlReads } from './reads';
import type { Sql, SqlRow, SqlValue } from './sql';

/**
 * The plain SQL of the portal, but for one list (host-key-list.ts): what is read or written for each event and each
 * device of a job, imports, and lists of devices. Prisma's createMany takes over twenty times as long for 10,000 rows, in one piece, on the thread that serves the pages.
 * Common to SQLite and PostgreSQL but for the names of the placeholders.
 */

// SQLite's default bound on parameters is 32,766 (https://www.sqlite.org/limits.html#max_variable_number); fewer per
// statement make each one shorter, so that other work comes in between.
const MAX_PARAMETERS = 8_000;
/** Also bounds one statement: output makes events large. Characters. */
const MAX_CHARACTERS = 1_000_000;

type Row = readonly SqlValue[];
/** Either connection. */
type Reading = Pick<Sql, 'all'>;

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const placeholders = (rows: readonly Row[]) => rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
const charactersOf = (row: Row) => row.reduce<number>((sum, value) => sum + String(value).length, 0);

function* stretches(rows: readonly Row[]): Generator<Row[]> {
  let stretch: Row[] = [];
  let [parameters, characters] = [0, 0];
  for (const row of rows) {
    if (stretch.length > 0 && (parameters + row.length > MAX_PARAMETERS || characters > MAX_CHARACTERS)) {
      yield stretch;
      stretch = [];
      [parameters, characters] = [0, 0];
    }
    stretch.push(row);
    parameters += row.length;
    characters += charactersOf(row);
  }
  if (stretch.length > 0) yield stretch;
}

/** Many rows in few statements. `onStretch` runs between two of them. */
export async function insertRows(
  sql: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  onStretch?: () => Promise<void>,
): Promise<void> {
  for (const stretch of stretches(rows)) {
    await sql.run(`INSERT INTO "${table}" (${quoted(columns)}) VALUES ${placeholders(stretch)}`, stretch.flat());
    await onStretch?.();
  }
}

/** Sets `columns` in the rows whose `keys` (the first values of each row) match. Returns how many rows matched. */
async function updateRows(
  sql: Sql,
  table: string,
  keys: readonly string[],
  columns: readonly string[],
  rows: readonly Row[],
): Promise<number> {
  // Both databases call the columns of a VALUES list column1, column2, …
  const set = columns.map((name, i) => `"${name}" = "v"."column${keys.length + i + 1}"`).join(', ');
  const match = keys.map((name, i) => `"${table}"."${name}" = "v"."column${i + 1}"`).join(' AND ');
  let changed = 0;
  for (const stretch of stretches(rows)) {
    const from = `(VALUES ${placeholders(stretch)}) AS "v"`;
    changed += await sql.run(`UPDATE "${table}" SET ${set} FROM ${from} WHERE ${match}`, stretch.flat());
  }
  return changed;
}

const RUN_COLUMNS = [
  'state',
  'phase',
  'commandIndex',
  'command',
  'commandStartedAt',
  'commandsCompleted',
  'commandsFailed',
  'retries',
  'failure',
  'reason',
  'startedAt',
  'endedAt',
  'durationMs',
] as const;

/** The columns of a device run that events change; `failure` is JSON text. */
export type RunColumns = Readonly<Record<(typeof RUN_COLUMNS)[number], SqlValue>> & { readonly deviceId: string };

export function updateRuns(sql: Sql, jobId: string, runs: readonly RunColumns[]): Promise<number> {
  const rows = runs.map((run) => [jobId, run.deviceId, ...RUN_COLUMNS.map((column) => run[column])]);
  return updateRows(sql, 'JobDevice', ['jobId', 'deviceId'], RUN_COLUMNS, rows);
}

const EVENT_COLUMNS = ['jobId', 'seq', 'at', 'type', 'deviceId', 'data'] as const;

/** Rows in the order of EVENT_COLUMNS. */
export function insertEvents(sql: Sql, rows: readonly Row[]): Promise<void> {
  return insertRows(sql, 'JobEvent', EVENT_COLUMNS, rows);
}

/** Changes of the job's state into the log over all jobs. Rows of `[seq, at, type, data]`. */
export async function insertMilestones(
  sql: Sql,
  job: { readonly jobId: string; readonly startedAt: SqlValue; readonly counts: string },
  rows: readonly Row[],
): Promise<void> {
  const columns = quoted(['jobId', 'seq', 'at', 'type', 'data', 'startedAt', 'counts', 'title', 'createdBy']);
  for (const row of rows) {
    await sql.run(
      `INSERT INTO "JobMilestone" (${columns}) SELECT ?, ?, ?, ?, ?, ?, ?, "title", "createdBy" FROM "Job" WHERE "id" = ?`,
      [job.jobId, ...row, job.startedAt, job.counts, job.jobId],
    );
  }
}

/** Events after `afterSeq` in order; with a device, only its own. */
export function selectEvents(
  sql: Reading,
  jobId: string,
  afterSeq: number,
  limit: number,
  deviceId: string | undefined,
): Promise<SqlRow[]> {
  const only = deviceId === undefined ? '' : 'AND "deviceId" = ?';
  return sql.all(
    `SELECT ${quoted(EVENT_COLUMNS)} FROM "JobEvent" WHERE "jobId" = ? AND "seq" > ? ${only} ORDER BY "seq" LIMIT ?`,
    [jobId, afterSeq, ...(deviceId === undefined ? [] : [deviceId]), limit],
  );
}

/** Events of these devices, by device and in order. */
export function selectRuns(
  sql: Reading,
  jobId: string,
  deviceIds: readonly string[],
  limit: number,
): Promise<SqlRow[]> {
  const among = deviceIds.map(() => '?').join(', ');
  return sql.all(
    `SELECT ${quoted(EVENT_COLUMNS)} FROM "JobEvent" WHERE "jobId" = ? AND "deviceId" IN (${among})
      ORDER BY "deviceId", "seq" LIMIT ?`,
    [jobId, ...deviceIds, limit],
  );
}

/** The same as `selectEvents`, but what an output holds, which is most of what a job's history weighs: `data` is null there, and not read. */
export function selectSteps(sql: Reading, jobId: string, afterSeq: number, limit: number): Promise<SqlRow[]> {
  const data = `CASE WHEN "type" = 'command.output' THEN NULL ELSE "data" END AS "data"`;
  return sql.all(
    `SELECT "jobId", "seq", "at", "type", "deviceId", ${data} FROM "JobEvent"
      WHERE "jobId" = ? AND "seq" > ? ORDER BY "seq" LIMIT ?`,
    [jobId, afterSeq, limit],
  );
}

/** `seq` and `data` of these events of a job. */
export function selectEventData(sql: Reading, jobId: string, seqs: readonly number[]): Promise<SqlRow[]> {
  const among = placeholders(seqs.map((seq) => [seq]));
  const where = `"jobId" = ? AND "seq" IN (VALUES ${among})`;
  return sql.all(`SELECT "seq", "data" FROM "JobEvent" WHERE ${where}`, [jobId, ...seqs]);
}

/** Of the commands that completed last: the event's data and the platform of the device, newest first. */
export function selectCommandEnds(sql: Reading, jobId: string, limit: number): Promise<SqlRow[]> {
  return sql.all(
    `SELECT "JobEvent"."data", "JobDevice"."platform" FROM "JobEvent"
      JOIN "JobDevice" ON "JobDevice"."jobId" = "JobEvent"."jobId" AND "JobDevice"."deviceId" = "JobEvent"."deviceId"
      WHERE "JobEvent"."jobId" = ? AND "JobEvent"."type" = 'command.completed'
      ORDER BY "JobEvent"."seq" DESC LIMIT ?`,
    [jobId, limit],
  );
}

/** The last stored `seq` of a job; null where there is no such job. */
export async function selectLastSeq(sql: Sql, jobId: string): Promise<number | null> {
  const [row] = await sql.all('SELECT "lastSeq" FROM "Job" WHERE "id" = ?', [jobId]);
  return row ? Number(row.lastSeq) : null;
}

/** The job that its maker gave this idempotency key. */
export async function selectJobByKey(sql: Sql, createdBy: string, idempotencyKey: string): Promise<string | null> {
  const where = '"createdBy" = ? AND "idempotencyKey" = ?';
  const [row] = await sql.all(`SELECT "id" FROM "Job" WHERE ${where}`, [createdBy, idempotencyKey]);
  return row ? String(row.id) : null;
}

export interface KnownKey {
  readonly pinned: string | null;
  /** Of the key that was refused last and waits for a person. */
  readonly offered: string | null;
}

/** The fingerprints that are known of an endpoint. Asked at every connect. */
export async function selectKnownKey(sql: Sql, endpoint: string): Promise<KnownKey> {
  const [row] = await sql.all(
    `SELECT (SELECT "fingerprint" FROM "HostKey" WHERE "endpoint" = ?) AS "pinned",
      (SELECT "fingerprint" FROM "HostKeyOffer" WHERE "endpoint" = ?) AS "offered"`,
    [endpoint, endpoint],
  );
  const text = (value: SqlValue | undefined) => (value == null ? null : String(value));
  return { pinned: text(row?.pinned), offered: text(row?.offered) };
}

const OFFER_COLUMNS = ['endpoint', 'algorithm', 'fingerprint', 'firstSeenAt', 'lastSeenAt'] as const;

/**
 * Notes a key that was refused: one per endpoint, the newest wins, and the same one again keeps when it was first seen.
 * One statement, so that a key that is accepted at this very moment does not come back as an offer.
 */
export async function putHostKeyOffer(
  sql: Sql,
  offer: { readonly endpoint: string; readonly algorithm: string; readonly fingerprint: string; readonly now: string },
): Promise<void> {
  const { endpoint, algorithm, fingerprint, now } = offer;
  await sql.run(
    `INSERT INTO "HostKeyOffer" (${quoted(OFFER_COLUMNS)}) SELECT ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT 1 FROM "HostKey" WHERE "endpoint" = ? AND "fingerprint" = ?)
      ON CONFLICT ("endpoint") DO UPDATE SET
        "firstSeenAt" = CASE WHEN "HostKeyOffer"."fingerprint" = excluded."fingerprint"
          THEN "HostKeyOffer"."firstSeenAt" ELSE excluded."firstSeenAt" END,
        "algorithm" = excluded."algorithm", "fingerprint" = excluded."fingerprint", "lastSeenAt" = excluded."lastSeenAt"`,
    [endpoint, algorithm, fingerprint, now, now, endpoint, fingerprint],
  );
}

/** A credential's row as it is stored, secrets sealed. Asked at every login. */
export async function selectCredential(sql: Sql, id: string): Promise<SqlRow | undefined> {
  const [row] = await sql.all('SELECT * FROM "Credential" WHERE "id" = ?', [id]);
  return row;
}

/** The realm of a credential, if it names one, and the lowest limit in it; undefined where there is no such credential. */
export async function selectLoginLimit(sql: Sql, credentialId: string): Promise<SqlRow | undefined> {
  const [row] = await sql.all(
    `SELECT "realm", CASE WHEN "realm" IS NULL THEN "loginsPerSecond" ELSE (
       SELECT MIN("other"."loginsPerSecond") FROM "Credential" AS "other" WHERE "other"."realm" = "Credential"."realm"
     ) END AS "loginsPerSecond" FROM "Credential" WHERE "id" = ?`,
    [credentialId],
  );
  return row;
}

export interface JobRows {
  readonly job: SqlRow;
  readonly batches: SqlRow[];
  readonly devices: SqlRow[];
}

/** All rows of a job but its events, batches and devices in order, all of one moment; null where there is no such job. */
export async function selectJob(sql: SqlReads, jobId: string): Promise<JobRows | null> {
  const [[job] = [], batches = [], devices = []] = await sql.allAtOnce([
    ['SELECT * FROM "Job" WHERE "id" = ?', [jobId]],
    ['SELECT * FROM "JobBatch" WHERE "jobId" = ? ORDER BY "index"', [jobId]],
    ['SELECT * FROM "JobDevice" WHERE "jobId" = ? ORDER BY "position"', [jobId]],
  ]);
  return job ? { job, batches, devices } : null;
}

const JOB_COLUMNS = ['state', 'outcome', 'stateReason', 'startedAt', 'endedAt', 'lastSeq', 'counts', 'record'] as const;
export type JobColumns = Readonly<Record<(typeof JOB_COLUMNS)[number], SqlValue>>;

export async function updateJob(sql: Sql, jobId: string, job: JobColumns): Promise<void> {
  await updateRows(sql, 'Job', ['id'], JOB_COLUMNS, [[jobId, ...JOB_COLUMNS.map((column) => job[column])]]);
}

/** Rows of `[jobId, index, state, startedAt, endedAt]`. */
export async function updateBatches(sql: Sql, rows: readonly Row[]): Promise<void> {
  await updateRows(sql, 'JobBatch', ['jobId', 'index'], ['state', 'startedAt', 'endedAt'], rows);
}

/** These devices with their tags, both by name of the device; at most some hundred. */
export async function selectDevicesByName(
  sql: Reading,
  names: readonly string[],
): Promise<{ readonly devices: SqlRow[]; readonly tags: SqlRow[] }> {
  const among = `"Device"."name" IN (VALUES ${placeholders(names.map((name) => [name]))})`;
  const join = '"DeviceTag" JOIN "Device" ON "Device"."id" = "DeviceTag"."deviceId"';
  return {
    devices: await sql.all(`SELECT * FROM "Device" WHERE ${among} ORDER BY "name"`, names),
    tags: await sql.all(`SELECT "deviceId", "tag" FROM ${join} WHERE ${among}`, names),
  };
}

/** At most some hundred devices with their tags, in no order. */
export async function selectDevices(
  sql: Reading,
  ids: readonly string[],
): Promise<{ devices: SqlRow[]; tags: SqlRow[] }> {
  if (ids.length === 0) return { devices: [], tags: [] };
  const among = `IN (VALUES ${placeholders(ids.map((id) => [id]))})`;
  return {
    devices: await sql.all(`SELECT * FROM "Device" WHERE "id" ${among}`, ids),
    tags: await sql.all(`SELECT "deviceId", "tag" FROM "DeviceTag" WHERE "deviceId" ${among}`, ids),
  };
}

/** Devices that have one of these names or endpoints; at most some hundred of each. */
export async function selectTaken(
  sql: Reading,
  names: readonly string[],
  endpoints: readonly string[],
): Promise<SqlRow[]> {
  const found: SqlRow[] = [];
  for (const [column, values] of [
    ['name', names],
    ['canonicalEndpoint', endpoints],
  ] as const) {
    if (values.length === 0) continue;
    const among = `IN (VALUES ${placeholders(values.map((value) => [value]))})`;
    found.push(...(await sql.all(`SELECT "id", "name" FROM "Device" WHERE "${column}" ${among}`, values)));
  }
  return found;
}

/** Those of these devices that the inventory has. */
export async function selectKnownDevices(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const stretch of stretches(ids.map((id) => [id]))) {
    const where = `"id" IN (VALUES ${placeholders(stretch)})`;
    for (const row of await sql.all(`SELECT "id" FROM "Device" WHERE ${where}`, stretch.flat()))
      known.add(String(row.id));
  }
  return known;
}

/** Puts devices into a group's list, by the names that they have now. Returns how many were not in it. */
export async function insertMembers(sql: Sql, groupId: string, deviceIds: readonly string[]): Promise<number> {
  let joined = 0;
  for (const stretch of stretches(deviceIds.map((id) => [id]))) {
    joined += await sql.run(
      `INSERT INTO "DeviceGroupMember" ("groupId", "deviceId", "deviceName")
        SELECT ?, "id", "name" FROM "Device" WHERE "id" IN (VALUES ${placeholders(stretch)})
        ON CONFLICT ("groupId", "deviceId") DO NOTHING`,
      [groupId, ...stretch.flat()],
    );
  }
  return joined;
}
