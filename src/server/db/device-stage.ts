import type { RecordedDevice } from '@/domain/device';
import { deviceColumns } from './device-record';
import { sameTags } from './device-snapshot';
import { insertRows } from './hot-path';
import { newId } from './new-id';
import { breathe, type Sql, type SqlValue } from './sql';

const DEVICE_COLUMNS = [
  'name',
  'address',
  'port',
  'canonicalEndpoint',
  'country',
  'platform',
  'site',
  'searchText',
  'credentialId',
  'algorithms',
  'keepalive',
  'jumpHostId',
] as const;
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number];

/** Which columns follow from a field. */
const COLUMNS_OF: { readonly [field in keyof RecordedDevice]: readonly DeviceColumn[] } = {
  name: ['name', 'searchText'],
  address: ['address', 'canonicalEndpoint', 'searchText'],
  port: ['port', 'canonicalEndpoint'],
  country: ['country'],
  platform: ['platform'],
  site: ['site', 'searchText'],
  tags: ['searchText'],
  credentialId: ['credentialId'],
  algorithms: ['algorithms'],
  keepalive: ['keepalive'],
  jumpHostId: ['jumpHostId'],
};
const FIELDS = Object.keys(COLUMNS_OF) as (keyof RecordedDevice)[];

/** Adds the columns in which two snapshots differ. */
export function addDifferences(columns: Set<DeviceColumn>, one: RecordedDevice, other: RecordedDevice): void {
  for (const field of FIELDS) {
    const same = field === 'tags' ? sameTags(one.tags, other.tags) : one[field] === other[field];
    if (!same) for (const column of COLUMNS_OF[field]) columns.add(column);
  }
}

export interface Placed {
  readonly id: string;
  readonly device: RecordedDevice;
}

/** A device that was looked at; whoever changes one changes its `updatedAt`, the text that `seenAt` is. */
export interface Seen {
  readonly id: string;
  readonly seenAt: string;
}

export interface Moved extends Placed, Seen {
  /** What it was when it was seen. */
  readonly from: RecordedDevice;
}

/** What becomes of some devices. */
export interface StagedDevices {
  readonly dropped?: readonly Seen[];
  readonly changed?: readonly Moved[];
  readonly fresh?: readonly Placed[];
}

/** A device is not what it was when it was looked at. */
export class DeviceConflict extends Error {}

/** Rows of one statement inside the transaction: some milliseconds. */
const DEVICES_AT_ONCE = 500;
const TAGS_AT_ONCE = 1_500;
const TEXTS_AT_ONCE = 10;

export interface DeviceStage {
  add(devices: StagedDevices): Promise<void>;
  /** A text that goes along, in the order in which they come. */
  addText(text: string): Promise<void>;
  /**
   * Inside a transaction: deletes, changes and makes what was set out. Throws `DeviceConflict` where one of the first two is
   * not what it was when it was seen. `at` is text as the database has times.
   */
  apply(tx: Sql, at: string): Promise<void>;
  /** Inside a transaction: the texts into columns `runId`, `part` (from 0) and `data` of a table. */
  applyTexts(tx: Sql, table: string, runId: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sets out beside the database, in tables of this connection alone that are no part of it, what is to be written into it: all
 * that takes time but what SQLite does by itself is done before the transaction that everybody else waits for. Nothing of it
 * outlives the connection. `columns`: those that change in any of the devices that change; the indexes of others stay untouched.
 */
export async function openDeviceStage(sql: Sql, columns: ReadonlySet<DeviceColumn>): Promise<DeviceStage> {
  const moving = DEVICE_COLUMNS.filter((column) => columns.has(column));
  const name = `stage_${newId()}`;
  const tables = {
    dropped: await openTable(sql, `${name}_dropped`, ['id', 'seenAt']),
    changed: await openTable(sql, `${name}_changed`, ['id', 'seenAt', ...moving]),
    fresh: await openTable(sql, `${name}_fresh`, ['id', ...DEVICE_COLUMNS]),
    untagged: await openTable(sql, `${name}_untagged`, ['deviceId', 'tag']),
    tagged: await openTable(sql, `${name}_tagged`, ['deviceId', 'tag']),
    texts: await openTable(sql, `${name}_texts`, ['data']),
  };
  const { dropped, changed, fresh, untagged, tagged, texts } = tables;

  return {
    async add(devices) {
      await dropped.add((devices.dropped ?? []).map(({ id, seenAt }) => [id, seenAt]));
      await changed.add((devices.changed ?? []).map((one) => [one.id, one.seenAt, ...valuesOf(one.device, moving)]));
      await fresh.add((devices.fresh ?? []).map(({ id, device }) => [id, ...valuesOf(device, DEVICE_COLUMNS)]));
      const moved = devices.changed ?? [];
      await untagged.add(moved.flatMap(({ id, device, from }) => missing(from.tags, device.tags, id)));
      await tagged.add(moved.flatMap(({ id, device, from }) => missing(device.tags, from.tags, id)));
      await tagged.add((devices.fresh ?? []).flatMap(({ id, device }) => missing(device.tags, [], id)));
    },
    addText: (text) => texts.add([[text]]),
    async apply(tx, at) {
      // What is taken away, and what gives its name or its place to another, comes first.
      await dropped.each(DEVICES_AT_ONCE, async (rows, from) => {
        const same = `"s" JOIN "Device" AS "d" ON "d"."id" = "s"."id" AND "d"."updatedAt" = "s"."seenAt"`;
        const gone = `DELETE FROM "Device" WHERE "id" IN (SELECT "s"."id" FROM ${dropped.name} AS ${same} WHERE ${from})`;
        if ((await tx.run(gone)) !== rows) throw new DeviceConflict();
      });
      const unique = moving.filter((column) => column === 'name' || column === 'canonicalEndpoint');
      if (unique.length > 0) {
        // One may get what another has so far: all let go of theirs first.
        const set = unique.map((column) => `"${column}" = char(1) || "id"`).join(', ');
        await changed.each(DEVICES_AT_ONCE, async (_, from) => {
          const ids = `SELECT "id" FROM ${changed.name} AS "s" WHERE ${from}`;
          await tx.run(`UPDATE "Device" SET ${set} WHERE "id" IN (${ids})`);
        });
      }
      const set = moving.map((column) => `"${column}" = "s"."${column}", `).join('');
      await changed.each(DEVICES_AT_ONCE, async (rows, from) => {
        const update = `UPDATE "Device" SET ${set}"updatedAt" = ? FROM ${changed.name} AS "s"
          WHERE ${from} AND "Device"."id" = "s"."id" AND "Device"."updatedAt" = "s"."seenAt"`;
        if ((await tx.run(update, [at])) !== rows) throw new DeviceConflict();
      });
      await untagged.each(TAGS_AT_ONCE, async (_, from) => {
        const same = `"s" JOIN "DeviceTag" AS "t" ON "t"."deviceId" = "s"."deviceId" AND "t"."tag" = "s"."tag"`;
        const rows = `SELECT "t".rowid FROM ${untagged.name} AS ${same} WHERE ${from}`;
        await tx.run(`DELETE FROM "DeviceTag" WHERE rowid IN (${rows})`);
      });
      const list = DEVICE_COLUMNS.map((column) => `"${column}"`).join(', ');
      await fresh.each(DEVICES_AT_ONCE, async (_, from) => {
        const rows = `SELECT "id", ${list}, ?, ? FROM ${fresh.name} AS "s" WHERE ${from} ORDER BY "s".rowid`;
        await tx.run(`INSERT INTO "Device" ("id", ${list}, "createdAt", "updatedAt") ${rows}`, [at, at]);
      });
      await tagged.each(TAGS_AT_ONCE, async (_, from) => {
        const rows = `SELECT "deviceId", "tag" FROM ${tagged.name} AS "s" WHERE ${from} ORDER BY "s".rowid`;
        await tx.run(`INSERT INTO "DeviceTag" ("deviceId", "tag") ${rows}`);
      });
    },
    applyTexts: (tx, table, runId) =>
      texts.each(TEXTS_AT_ONCE, async (_, from) => {
        const rows = `SELECT ?, "s".rowid - 1, "data" FROM ${texts.name} AS "s" WHERE ${from}`;
        await tx.run(`INSERT INTO "${table}" ("runId", "part", "data") ${rows}`, [runId]);
      }),
    async close() {
      for (const table of Object.values(tables)) await sql.run(`DROP TABLE ${table.name}`);
    },
  };
}

interface StageTable {
  /** As it stands in a statement. */
  readonly name: string;
  add(rows: readonly (readonly SqlValue[])[]): Promise<void>;
  /** Stretch by stretch: how many rows it has, and the condition on `"s"` that makes it. */
  each(size: number, work: (rows: number, from: string) => Promise<void>): Promise<void>;
}

async function openTable(sql: Sql, name: string, columns: readonly string[]): Promise<StageTable> {
  await sql.run(`CREATE TEMP TABLE "${name}" (${columns.map((column) => `"${column}"`).join(', ')})`);
  let count = 0;
  return {
    name: `"${name}"`,
    async add(rows) {
      await insertRows(sql, name, columns, rows, breathe);
      count += rows.length;
    },
    async each(size, work) {
      for (let start = 0; start < count; start += size) {
        const end = Math.min(count, start + size);
        await work(end - start, `"s".rowid > ${start} AND "s".rowid <= ${end}`);
        await breathe();
      }
    },
  };
}

function valuesOf(device: RecordedDevice, columns: readonly DeviceColumn[]): SqlValue[] {
  const values = deviceColumns(device);
  return columns.map((column) => (column === 'keepalive' ? Number(values.keepalive) : values[column]));
}

/** Pairs of device and tag: those of `tags` that `others` lacks. */
const missing = (tags: readonly string[], others: readonly string[], id: string): (readonly [string, string])[] =>
  tags.filter((tag) => !others.includes(tag)).map((tag) => [id, tag] as const);
