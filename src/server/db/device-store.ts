import type { DevicePlatform } from '@/domain/device';
import type { DeviceQuery } from '@/domain/device-group';
import type { DevicePlace } from '@/domain/job';
import { areaOfTags } from '@/domain/job-groups';
import type { Database } from './client';
import {
  type DeviceInput,
  type DeviceRecord,
  deviceColumns,
  deviceRecord,
  deviceRecordOf,
  tagsByDevice,
  uniqueTags,
} from './device-record';
import { deviceWhere } from './device-where';
import type { Prisma } from './generated/client';
import { selectDevicesByName } from './hot-path';
import { newId } from './new-id';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';
import { breathe, chunks } from './sql';

/** Which field keeps a device from being saved, and why; the text names the other device, never a secret. */
export interface DeviceFieldError {
  readonly field: 'id' | 'name' | 'address' | 'credentialId' | 'jumpHostId';
  readonly message: string;
}

export type DeviceSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly error: DeviceFieldError };

/** `unknown`: ids that the inventory does not have. */
export type DevicesFound<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly unknown: readonly string[] };

export interface DeviceStore {
  /** By name, binary order. */
  list(input: DeviceQuery & PageInput & { readonly offset?: number }): Promise<Page<DeviceRecord>>;
  get(id: string): Promise<DeviceRecord | null>;
  create(input: DeviceInput): Promise<DeviceSaved>;
  /** Absent fields stay as they are. Running jobs keep the device as it was planned. */
  update(id: string, change: Partial<DeviceInput>): Promise<DeviceSaved>;
  /** All or, where one id is unknown, none. History keeps the runs of a deleted device. */
  deleteMany(ids: readonly string[]): Promise<DevicesFound<{ readonly deleted: number }>>;
  /** In the order given; an id that is given twice counts once. */
  selectByIds(ids: readonly string[]): Promise<DevicesFound<{ readonly devices: DeviceRecord[] }>>;
  /** Every device that matches, by name; `{}` is the whole inventory (what it means to a job, the caller decides). */
  selectByFilter(filter: DeviceQuery): Promise<DeviceRecord[]>;
  count(filter: DeviceQuery): Promise<number>;
  /** Site and area of those of these devices that the inventory has. */
  places(ids: readonly string[]): Promise<Map<string, DevicePlace>>;
  /** Most devices first. */
  countries(filter?: DeviceQuery): Promise<{ country: string; total: number }[]>;
  platforms(filter?: DeviceQuery): Promise<{ platform: DevicePlatform; total: number }[]>;
  tags(): Promise<{ tag: string; total: number }[]>;
}

/** A search is one pass over an index, so that many short ones cost more than a few long ones. */
const NAMES_CHUNK = 5_000;
const WITH_TAGS = { tags: { select: { tag: true } } } as const;

export function createDeviceStore(db: Database): DeviceStore {
  const { prisma, reads } = db;

  /**
   * Names first: they, what is searched and the ids stand in one index, a third of the size of the table, so that a search
   * reads that from end to end (6 ms of 50,000 devices) and then the rows of one page.
   */
  async function namesAfter(where: Prisma.DeviceWhereInput, name: string | null, take: number, skip = 0) {
    const rows = await reads.prisma.device.findMany({
      where: name === null ? where : { AND: [where, { name: { gt: name } }] },
      orderBy: { name: 'asc' },
      skip,
      take,
      select: { name: true },
    });
    return rows.map((row) => row.name);
  }

  /** A tag alone is counted by its own index. */
  function countOf({ tag, ...others }: DeviceQuery): Promise<number> {
    const alone = tag && Object.values(others).every((value) => !value);
    return alone
      ? reads.prisma.deviceTag.count({ where: { tag } })
      : reads.prisma.device.count({ where: deviceWhere({ tag, ...others }) });
  }

  /** Past Prisma, which takes three times as long for the rows of a page or of a job's plan. */
  async function rowsOf(names: readonly string[]): Promise<DeviceRecord[]> {
    const found: DeviceRecord[] = [];
    for (const chunk of chunks(names)) {
      if (found.length > 0) await breathe();
      const { devices, tags } = await selectDevicesByName(reads.sql, chunk);
      const tagsOf = tagsByDevice(tags);
      for (const row of devices) found.push(deviceRecordOf(row, tagsOf.get(String(row.id)) ?? []));
    }
    return found;
  }

  async function get(id: string) {
    const row = await reads.prisma.device.findUnique({ where: { id }, include: WITH_TAGS });
    return row && deviceRecord(row);
  }

  return {
    get,
    async list(input) {
      const { cursor, limit: wanted, offset = 0, ...filter } = input;
      const limit = pageSize(wanted);
      const where = deviceWhere(filter);
      const after = decodeCursor<[string]>(cursor, 'string');
      const names = await namesAfter(where, after?.[0] ?? null, limit + 1, offset);
      // What fits into the first page has been counted by reading it.
      const total = !after && offset === 0 && names.length <= limit ? names.length : await countOf(filter);
      const page = pageOf(names, limit, total, (last) => [last]);
      return { ...page, items: await rowsOf(page.items) };
    },
    async create(input) {
      return prisma.$transaction(async (tx) => {
        const error = await conflictOf(tx, null, input);
        if (error) return { ok: false, error } as const;
        const id = newId();
        const tags = uniqueTags(input.tags ?? []).map((tag) => ({ tag }));
        await tx.device.create({ data: { id, ...deviceColumns(input), tags: { create: tags } } });
        return { ok: true, id } as const;
      });
    },
    async update(id, change) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.device.findUnique({ where: { id }, include: WITH_TAGS });
        if (!row) return { ok: false, error: { field: 'id', message: `There is no device ${id}` } } as const;
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const input: DeviceInput = { ...deviceRecord(row), ...given };
        const error = await conflictOf(tx, id, input);
        if (error) return { ok: false, error } as const;
        const tags = uniqueTags(input.tags ?? []).map((tag) => ({ tag }));
        await tx.device.update({
          where: { id },
          data: { ...deviceColumns(input), tags: { deleteMany: {}, create: tags } },
        });
        return { ok: true, id } as const;
      });
    },
    async deleteMany(ids) {
      const wanted = [...new Set(ids)];
      return prisma.$transaction(async (tx) => {
        const unknown = await unknownIds(tx, wanted);
        if (unknown.length > 0) return { ok: false, unknown } as const;
        for (const chunk of chunks(wanted)) await tx.device.deleteMany({ where: { id: { in: chunk } } });
        return { ok: true, deleted: wanted.length } as const;
      });
    },
    async selectByIds(ids) {
      const wanted = [...new Set(ids)];
      const found = new Map<string, DeviceRecord>();
      for (const chunk of chunks(wanted)) {
        const rows = await reads.prisma.device.findMany({ where: { id: { in: chunk } }, include: WITH_TAGS });
        for (const row of rows) found.set(row.id, deviceRecord(row));
        await breathe();
      }
      const unknown = wanted.filter((id) => !found.has(id));
      if (unknown.length > 0) return { ok: false, unknown };
      return { ok: true, devices: wanted.map((id) => found.get(id)!) };
    },
    async selectByFilter(filter) {
      const where = deviceWhere(filter);
      const devices: DeviceRecord[] = [];
      for (let last: string | null = null; ; last = devices.at(-1)!.name) {
        const names = await namesAfter(where, last, NAMES_CHUNK);
        devices.push(...(await rowsOf(names)));
        if (names.length < NAMES_CHUNK) return devices;
        await breathe();
      }
    },
    count: countOf,
    async places(ids) {
      const found = new Map<string, DevicePlace>();
      for (const chunk of chunks([...new Set(ids)])) {
        const rows = await reads.prisma.device.findMany({
          where: { id: { in: chunk } },
          select: { id: true, site: true, ...WITH_TAGS },
        });
        for (const { id, site, tags } of rows) {
          found.set(id, { site, area: areaOfTags(uniqueTags(tags.map(({ tag }) => tag))) });
        }
        await breathe();
      }
      return found;
    },
    async countries(filter = {}) {
      const rows = await reads.prisma.device.groupBy({
        by: 'country',
        where: deviceWhere(filter),
        _count: { country: true },
        orderBy: [{ _count: { country: 'desc' } }, { country: 'asc' }],
      });
      return rows.map((row) => ({ country: row.country, total: row._count.country }));
    },
    async platforms(filter = {}) {
      const where = deviceWhere(filter);
      const rows = await reads.prisma.device.groupBy({
        by: 'platform',
        where,
        _count: true,
        orderBy: { platform: 'asc' },
      });
      return rows.map((row) => ({ platform: row.platform as DevicePlatform, total: row._count }));
    },
    async tags() {
      const rows = await reads.prisma.deviceTag.groupBy({ by: 'tag', _count: true, orderBy: { tag: 'asc' } });
      return rows.map((row) => ({ tag: row.tag, total: row._count }));
    },
  };
}

async function unknownIds(tx: Prisma.TransactionClient, wanted: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const chunk of chunks(wanted)) {
    for (const row of await tx.device.findMany({ where: { id: { in: chunk } }, select: { id: true } }))
      found.add(row.id);
  }
  return wanted.filter((id) => !found.has(id));
}

/** What of `input` belongs to another device already. */
async function conflictOf(
  tx: Prisma.TransactionClient,
  id: string | null,
  input: DeviceInput,
): Promise<DeviceFieldError | null> {
  const byName = await tx.device.findUnique({ where: { name: input.name } });
  if (byName && byName.id !== id) return { field: 'name', message: `There is a device named ${byName.name} already` };
  const { canonicalEndpoint } = deviceColumns(input);
  const byEndpoint = await tx.device.findUnique({ where: { canonicalEndpoint } });
  if (byEndpoint && byEndpoint.id !== id) {
    return { field: 'address', message: `${canonicalEndpoint} is the address of device ${byEndpoint.name} already` };
  }
  if (!(await tx.credential.findUnique({ where: { id: input.credentialId }, select: { id: true } }))) {
    return { field: 'credentialId', message: 'There is no such credential' };
  }
  const { jumpHostId } = input;
  if (!jumpHostId || (await tx.jumpHost.findUnique({ where: { id: jumpHostId }, select: { id: true } }))) return null;
  return { field: 'jumpHostId', message: 'There is no such jump host' };
}
