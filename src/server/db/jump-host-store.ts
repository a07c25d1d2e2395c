import { type AlgorithmProfile, canonicalEndpoint } from '@/domain/device';
import type { JumpHostFields } from '@/domain/jump-host';
import type { JumpHost, JumpHosts } from '../engine/ports';
import type { Database } from './client';
import type { Prisma, JumpHost as Row } from './generated/client';
import { newId } from './new-id';

export interface JumpHostRecord extends JumpHost {
  /** Devices that are reached through it. */
  readonly devices: number;
  /** Jump hosts that are reached through it. */
  readonly behind: number;
}

/** Already validated by domain/jump-host. */
export interface JumpHostInput extends JumpHostFields {
  readonly credentialId: string;
  readonly viaId: string | null;
}

/** Which field keeps a jump host from being saved, and why. */
export interface JumpHostFieldError {
  readonly field: 'id' | 'name' | 'address' | 'credentialId' | 'viaId';
  readonly message: string;
}

export type JumpHostSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly error: JumpHostFieldError };

export type JumpHostDeleted =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'in_use'; readonly devices: number; readonly behind: number };

export interface JumpHostStore extends JumpHosts {
  /** By name. */
  list(): Promise<JumpHostRecord[]>;
  get(id: string): Promise<JumpHostRecord | null>;
  create(input: JumpHostInput): Promise<JumpHostSaved>;
  /** Absent fields stay as they are. Connections that are open stay open; the next one is made by the new record. */
  update(id: string, change: Partial<JumpHostInput>): Promise<JumpHostSaved>;
  delete(id: string): Promise<JumpHostDeleted>;
  /** Ids by name, for imports. Names are compared exactly. */
  idsByName(): Promise<Map<string, string>>;
}

const WITH_COUNTS = { _count: { select: { devices: true, behind: true } } } as const;

export function createJumpHostStore({ prisma, reads }: Database): JumpHostStore {
  async function get(id: string) {
    const row = await reads.prisma.jumpHost.findUnique({ where: { id }, include: WITH_COUNTS });
    return row && record(row);
  }

  return {
    get,
    async find(id) {
      const row = await prisma.jumpHost.findUnique({ where: { id } });
      return row && jumpHost(row);
    },
    async list() {
      return (await reads.prisma.jumpHost.findMany({ orderBy: { name: 'asc' }, include: WITH_COUNTS })).map(record);
    },
    async create(input) {
      return prisma.$transaction(async (tx) => {
        const error = await conflictOf(tx, null, input);
        if (error) return { ok: false, error } as const;
        const id = newId();
        await tx.jumpHost.create({ data: { id, ...columns(input) } });
        return { ok: true, id } as const;
      });
    },
    async update(id, change) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.jumpHost.findUnique({ where: { id } });
        if (!row) return { ok: false, error: { field: 'id', message: `There is no jump host ${id}` } } as const;
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const input: JumpHostInput = { ...jumpHost(row), ...given };
        const error = await conflictOf(tx, id, input);
        if (error) return { ok: false, error } as const;
        await tx.jumpHost.update({ where: { id }, data: columns(input) });
        return { ok: true, id } as const;
      });
    },
    async delete(id) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.jumpHost.findUnique({ where: { id }, include: WITH_COUNTS });
        if (!row) return { ok: false, reason: 'not_found' } as const;
        const { devices, behind } = row._count;
        if (devices + behind > 0) return { ok: false, reason: 'in_use', devices, behind } as const;
        await tx.jumpHost.delete({ where: { id } });
        return { ok: true } as const;
      });
    },
    async idsByName() {
      const rows = await reads.prisma.jumpHost.findMany({ select: { id: true, name: true } });
      return new Map(rows.map((row) => [row.name, row.id]));
    },
  };
}

function columns({ name, address, port, credentialId, viaId, algorithms, keepalive, maxSessions }: JumpHostInput) {
  const endpoint = canonicalEndpoint(address, port);
  return { name, address, port, credentialId, viaId, algorithms, keepalive, maxSessions, canonicalEndpoint: endpoint };
}

function jumpHost(row: Row): JumpHost {
  const { id, name, address, port, credentialId, viaId, keepalive, maxSessions } = row;
  const algorithms = row.algorithms as AlgorithmProfile;
  return { id, name, address, port, credentialId, algorithms, keepalive, viaId, maxSessions };
}

const record = (row: Row & { _count: { devices: number; behind: number } }): JumpHostRecord => ({
  ...jumpHost(row),
  ...row._count,
});

async function conflictOf(
  tx: Prisma.TransactionClient,
  id: string | null,
  input: JumpHostInput,
): Promise<JumpHostFieldError | null> {
  const { name, credentialId, viaId } = input;
  const byName = await tx.jumpHost.findUnique({ where: { name } });
  if (byName && byName.id !== id) return { field: 'name', message: `There is a jump host named ${name} already` };
  const endpoint = canonicalEndpoint(input.address, input.port);
  const byEndpoint = await tx.jumpHost.findUnique({ where: { canonicalEndpoint: endpoint } });
  if (byEndpoint && byEndpoint.id !== id) {
    return { field: 'address', message: `${endpoint} is the address of jump host ${byEndpoint.name} already` };
  }
  if (!(await tx.credential.findUnique({ where: { id: credentialId }, select: { id: true } }))) {
    return { field: 'credentialId', message: 'There is no such credential' };
  }
  return viaId === null ? null : chainConflict(tx, id, viaId);
}

/** A chain has two jump hosts at most: the one before has none before it, and none is behind this one. */
async function chainConflict(
  tx: Prisma.TransactionClient,
  id: string | null,
  viaId: string,
): Promise<JumpHostFieldError | null> {
  const wrong = (message: string): JumpHostFieldError => ({ field: 'viaId', message });
  if (viaId === id) return wrong('Expected another jump host than this one');
  const via = await tx.jumpHost.findUnique({ where: { id: viaId } });
  if (!via) return wrong('There is no such jump host');
  if (via.viaId !== null) return wrong(`${via.name} is behind another jump host itself: a chain has two at most`);
  const behind = id === null ? null : await tx.jumpHost.findFirst({ where: { viaId: id } });
  return behind && wrong(`${behind.name} is behind this jump host: a chain has two at most`);
}
