import { type DeviceGroupKind, type GroupMembers, MAX_DEVICE_GROUPS } from '@/domain/device-group';
import type { DeviceFilter } from '@/domain/device-schema';
import type { Database } from './client';
import { addMembers, removeMembers } from './device-group-members';
import { Prisma, type DeviceGroup as Row } from './generated/client';
import { newId } from './new-id';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';

/** Times are ISO 8601. */
export interface DeviceGroupRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly kind: DeviceGroupKind;
  /** Null for a list. */
  readonly filter: DeviceFilter | null;
  readonly members: GroupMembers;
  /** Devices that left the list because they were deleted. */
  readonly deletedDevices: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface DeviceGroupName {
  readonly id: string;
  readonly name: string;
  readonly kind: DeviceGroupKind;
}

/** Exactly one of `filter` and `deviceIds`, already validated. */
export interface DeviceGroupInput {
  readonly name: string;
  readonly description: string | null;
  readonly createdBy: string;
  readonly filter?: DeviceFilter | undefined;
  readonly deviceIds?: readonly string[] | undefined;
}

export type DeviceGroupChange = Partial<Pick<DeviceGroupInput, 'name' | 'description' | 'filter'>>;

/** Which field keeps a group from being saved, and why. */
export interface DeviceGroupFieldError {
  readonly field: 'id' | 'name' | 'filter';
  readonly message: string;
}

export type DeviceGroupSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly error: DeviceGroupFieldError }
  | { readonly ok: false; readonly unknown: readonly string[] };

export type DeviceGroupDeleted =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'in_use'; readonly templates: readonly string[] };

export type MembersChanged =
  | { readonly ok: true; readonly name: string; readonly changed: number }
  | { readonly ok: false; readonly reason: 'not_found' | 'not_a_list' }
  | { readonly ok: false; readonly reason: 'unknown_devices'; readonly unknown: readonly string[] };

export interface DeviceGroupStore {
  /** By name, binary order. */
  list(input: PageInput): Promise<Page<DeviceGroupRecord>>;
  /** All of them, by name. */
  names(): Promise<DeviceGroupName[]>;
  get(id: string): Promise<DeviceGroupRecord | null>;
  create(input: DeviceGroupInput): Promise<DeviceGroupSaved>;
  /** Absent fields stay as they are. A list takes no filter. */
  update(id: string, change: DeviceGroupChange): Promise<DeviceGroupSaved>;
  /** Refused while templates use it. */
  delete(id: string): Promise<DeviceGroupDeleted>;
  /** All or, where one is unknown, none; those that are in the list already stay where they are. */
  addDevices(id: string, deviceIds: readonly string[]): Promise<MembersChanged>;
  /** Those that are not in the list are left out of account. */
  removeDevices(id: string, deviceIds: readonly string[]): Promise<MembersChanged>;
  /** Names of devices that left the list because they were deleted, as they were when they joined. */
  deletedDevices(id: string, limit: number): Promise<string[]>;
  /** From then on the list no longer says who left it. */
  forgetDeleted(id: string): Promise<MembersChanged>;
}

const WITH_DELETED = { _count: { select: { members: { where: { deviceId: null } } } } } as const;

export function createDeviceGroupStore(db: Database): DeviceGroupStore {
  const { prisma, reads } = db;

  /** Works on a group that must be a list; touches it, since its devices are what it is. */
  async function changeList(
    id: string,
    work: (tx: Prisma.TransactionClient) => Promise<number | { unknown: string[] }>,
  ): Promise<MembersChanged> {
    return prisma.$transaction(async (tx) => {
      const group = await tx.deviceGroup.findUnique({ where: { id } });
      if (!group) return { ok: false, reason: 'not_found' } as const;
      if (group.filter !== null) return { ok: false, reason: 'not_a_list' } as const;
      const changed = await work(tx);
      if (typeof changed !== 'number') return { ok: false, reason: 'unknown_devices', ...changed } as const;
      await tx.deviceGroup.update({ where: { id }, data: { updatedAt: new Date() } });
      return { ok: true, name: group.name, changed } as const;
    });
  }

  return {
    async list(input) {
      const limit = pageSize(input.limit);
      const after = decodeCursor<[string]>(input.cursor, 'string');
      const rows = await reads.prisma.deviceGroup.findMany({
        where: after ? { name: { gt: after[0] } } : {},
        orderBy: { name: 'asc' },
        take: limit + 1,
        include: WITH_DELETED,
      });
      return pageOf(rows.map(record), limit, await reads.prisma.deviceGroup.count(), (last) => [last.name]);
    },
    async names() {
      const rows = await reads.prisma.deviceGroup.findMany({ orderBy: { name: 'asc' } });
      return rows.map(({ id, name, filter }) => ({ id, name, kind: kindOf(filter) }));
    },
    async get(id) {
      const row = await reads.prisma.deviceGroup.findUnique({ where: { id }, include: WITH_DELETED });
      return row && record(row);
    },
    async create({ name, description, createdBy, filter, deviceIds = [] }) {
      return prisma
        .$transaction(async (tx) => {
          const error = await nameConflict(tx, null, name);
          if (error) return { ok: false, error } as const;
          if ((await tx.deviceGroup.count()) >= MAX_DEVICE_GROUPS) return { ok: false, error: TOO_MANY } as const;
          const id = newId();
          await tx.deviceGroup.create({ data: { id, name, description, createdBy, filter: filter ?? Prisma.DbNull } });
          const added = await addMembers(tx, id, deviceIds);
          // Thrown, so that the group goes as well.
          if (typeof added !== 'number') throw new UnknownMembers(added.unknown);
          return { ok: true, id } as const;
        })
        .catch(unknownMembers);
    },
    async update(id, change) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.deviceGroup.findUnique({ where: { id } });
        if (!row) return { ok: false, error: noGroup(id) } as const;
        if (change.filter && row.filter === null) return { ok: false, error: LIST_FILTER } as const;
        const error = change.name === undefined ? null : await nameConflict(tx, id, change.name);
        if (error) return { ok: false, error } as const;
        await tx.deviceGroup.update({ where: { id }, data: change });
        return { ok: true, id } as const;
      });
    },
    async delete(id) {
      return prisma.$transaction(async (tx) => {
        const templates = { select: { name: true }, orderBy: { name: 'asc' } } as const;
        const row = await tx.deviceGroup.findUnique({ where: { id }, include: { templates } });
        if (!row) return { ok: false, reason: 'not_found' } as const;
        const names = row.templates.map(({ name }) => name);
        if (names.length > 0) return { ok: false, reason: 'in_use', templates: names } as const;
        await tx.deviceGroup.delete({ where: { id } });
        return { ok: true, name: row.name } as const;
      });
    },
    addDevices: (id, deviceIds) => changeList(id, (tx) => addMembers(tx, id, deviceIds)),
    removeDevices: (id, deviceIds) => changeList(id, (tx) => removeMembers(tx, id, deviceIds)),
    async deletedDevices(id, limit) {
      const rows = await reads.prisma.deviceGroupMember.findMany({
        where: { groupId: id, deviceId: null },
        orderBy: { deviceName: 'asc' },
        take: limit,
        select: { deviceName: true },
      });
      return rows.map(({ deviceName }) => deviceName);
    },
    forgetDeleted: (id) =>
      changeList(id, async (tx) => {
        return (await tx.deviceGroupMember.deleteMany({ where: { groupId: id, deviceId: null } })).count;
      }),
  };
}

const kindOf = (filter: unknown): DeviceGroupKind => (filter === null ? 'list' : 'filter');

function record(row: Row & { _count: { members: number } }): DeviceGroupRecord {
  // Written from a checked filter, by this store alone.
  const filter = row.filter as DeviceFilter | null;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: kindOf(filter),
    filter,
    members: filter === null ? { listOf: row.id } : { filter },
    deletedDevices: row._count.members,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function nameConflict(tx: Prisma.TransactionClient, id: string | null, name: string) {
  const other = await tx.deviceGroup.findUnique({ where: { name } });
  if (!other || other.id === id) return null;
  return { field: 'name', message: `There is a group named ${other.name} already` } as const;
}

const noGroup = (id: string): DeviceGroupFieldError => ({ field: 'id', message: `There is no group ${id}` });
const LIST_FILTER: DeviceGroupFieldError = {
  field: 'filter',
  message: 'Expected no filter: this group is a list of devices',
};
const TOO_MANY: DeviceGroupFieldError = {
  field: 'name',
  message: `Expected at most ${MAX_DEVICE_GROUPS} groups; delete one first`,
};

class UnknownMembers extends Error {
  constructor(readonly unknown: readonly string[]) {
    super('Devices of a new group are unknown');
  }
}

function unknownMembers(error: unknown): DeviceGroupSaved {
  if (error instanceof UnknownMembers) return { ok: false, unknown: error.unknown };
  throw error;
}
