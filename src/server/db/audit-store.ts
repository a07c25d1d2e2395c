import type { Database } from './client';
import type { Prisma } from './generated/client';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';

export interface AuditRecord {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: string;
  /** noun.past-verb, as `device.created`. */
  readonly action: string;
  /** The id or name of what it happened to. */
  readonly subject: string;
  /** Plain JSON; never a secret. */
  readonly detail: unknown;
}

export interface NewAudit {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail?: Prisma.InputJsonObject;
}

/** Who did what, in the order in which it was done. Nothing changes or deletes an entry. */
export interface AuditStore {
  record(entry: NewAudit): Promise<void>;
  /** Newest first. */
  list(input: PageInput): Promise<Page<AuditRecord>>;
}

export function createAuditStore({ prisma, reads }: Database): AuditStore {
  return {
    async record({ actor, action, subject, detail }) {
      await prisma.auditEntry.create({ data: { actor, action, subject, detail: detail ?? {} } });
    },
    async list(input) {
      const limit = pageSize(input.limit);
      const after = decodeCursor<[number]>(input.cursor, 'number');
      const [rows, total] = await Promise.all([
        reads.prisma.auditEntry.findMany({
          where: after ? { id: { lt: after[0] } } : {},
          orderBy: { id: 'desc' },
          take: limit + 1,
        }),
        reads.prisma.auditEntry.count(),
      ]);
      const items = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
      return pageOf(items, limit, total, (last) => [last.id]);
    },
  };
}
