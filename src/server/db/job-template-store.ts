import { MAX_JOB_TEMPLATES } from '@/domain/job-template';
import type { Database } from './client';
import type { Prisma } from './generated/client';
import { newId } from './new-id';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';

/** Plain JSON: what it must be decides who uses it, at each use. */
export type StoredOrder = Readonly<Record<string, unknown>>;

/** Times are ISO 8601. */
export interface JobTemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Without its group. */
  readonly order: StoredOrder;
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface JobTemplateInput {
  readonly name: string;
  readonly description: string | null;
  readonly createdBy: string;
  readonly order: StoredOrder;
  readonly groupId: string | null;
}

/** Which field keeps a template from being saved, and why. */
export interface JobTemplateFieldError {
  readonly field: 'id' | 'name' | 'groupId';
  readonly message: string;
}

export type JobTemplateSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly error: JobTemplateFieldError };

export interface JobTemplateStore {
  /** By name, binary order. */
  list(input: PageInput): Promise<Page<JobTemplateRecord>>;
  /** All of them, by name. */
  names(): Promise<{ id: string; name: string }[]>;
  get(id: string): Promise<JobTemplateRecord | null>;
  create(input: JobTemplateInput): Promise<JobTemplateSaved>;
  /** Absent fields stay as they are; an order takes its group with it. Jobs that exist stay as they are. */
  update(id: string, change: Partial<Omit<JobTemplateInput, 'createdBy'>>): Promise<JobTemplateSaved>;
  /** The name of what was deleted; null where there was nothing. */
  delete(id: string): Promise<string | null>;
}

const WITH_GROUP = { group: { select: { id: true, name: true } } } as const;

export function createJobTemplateStore({ prisma, reads }: Database): JobTemplateStore {
  return {
    async list(input) {
      const limit = pageSize(input.limit);
      const after = decodeCursor<[string]>(input.cursor, 'string');
      const rows = await reads.prisma.jobTemplate.findMany({
        where: after ? { name: { gt: after[0] } } : {},
        orderBy: { name: 'asc' },
        take: limit + 1,
        include: WITH_GROUP,
      });
      return pageOf(rows.map(record), limit, await reads.prisma.jobTemplate.count(), (last) => [last.name]);
    },
    async names() {
      return reads.prisma.jobTemplate.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } });
    },
    async get(id) {
      const row = await reads.prisma.jobTemplate.findUnique({ where: { id }, include: WITH_GROUP });
      return row && record(row);
    },
    async create(input) {
      return prisma.$transaction(async (tx) => {
        const error = await conflictOf(tx, null, input);
        if (error) return { ok: false, error } as const;
        if ((await tx.jobTemplate.count()) >= MAX_JOB_TEMPLATES) return { ok: false, error: TOO_MANY } as const;
        const id = newId();
        await tx.jobTemplate.create({ data: { id, ...input, order: input.order as Prisma.InputJsonObject } });
        return { ok: true, id } as const;
      });
    },
    async update(id, { order, ...change }) {
      return prisma.$transaction(async (tx) => {
        if ((await tx.jobTemplate.count({ where: { id } })) === 0) {
          return { ok: false, error: { field: 'id', message: `There is no template ${id}` } } as const;
        }
        const error = await conflictOf(tx, id, change);
        if (error) return { ok: false, error } as const;
        const json = order && { order: order as Prisma.InputJsonObject };
        await tx.jobTemplate.update({ where: { id }, data: { ...change, ...json } });
        return { ok: true, id } as const;
      });
    },
    async delete(id) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.jobTemplate.findUnique({ where: { id }, select: { name: true } });
        if (row) await tx.jobTemplate.delete({ where: { id } });
        return row?.name ?? null;
      });
    },
  };
}

type Row = Prisma.JobTemplateGetPayload<{ include: typeof WITH_GROUP }>;

const record = ({ groupId: _, order, createdAt, updatedAt, ...row }: Row): JobTemplateRecord => ({
  ...row,
  order: order as StoredOrder,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

async function conflictOf(
  tx: Prisma.TransactionClient,
  id: string | null,
  { name, groupId }: { readonly name?: string; readonly groupId?: string | null },
): Promise<JobTemplateFieldError | null> {
  const other = name === undefined ? null : await tx.jobTemplate.findUnique({ where: { name } });
  if (other && other.id !== id) {
    return { field: 'name', message: `There is a template named ${other.name} already` };
  }
  if (!groupId || (await tx.deviceGroup.count({ where: { id: groupId } })) > 0) return null;
  return { field: 'groupId', message: 'There is no such group' };
}

const TOO_MANY: JobTemplateFieldError = {
  field: 'name',
  message: `Expected at most ${MAX_JOB_TEMPLATES} templates; delete one first`,
};
