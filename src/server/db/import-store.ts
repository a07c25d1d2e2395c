import type { ImportRecord } from '@/domain/import';
import type { Database } from './client';
import type { ImportRun } from './generated/client';
import { type ImportUndone, undoImport } from './import-undo';
import { type ImportWrite, type ImportWritten, KEPT_IMPORTS, writeImport } from './import-write';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';
import type { PrismaReads } from './reads';

export interface ImportStore {
  /** All or nothing. */
  write(write: ImportWrite): Promise<ImportWritten>;
  /** Newest first. */
  list(input: PageInput): Promise<Page<ImportRecord>>;
  /**
   * Takes back the newest import that is not undone yet: what it made is deleted, what it changed is as it was. All of it,
   * or nothing where a device was changed since. History keeps the runs of a deleted device.
   */
  undo(id: string, by: string): Promise<ImportUndone>;
}

export function createImportStore(db: Database): ImportStore {
  const { prisma, reads } = db;

  /** The newest import that is not undone, if what it takes is still kept. */
  async function undoable({ importRun }: Pick<PrismaReads, 'importRun'>): Promise<string | null> {
    const newest = await importRun.findMany({ orderBy: [{ at: 'desc' }, { id: 'desc' }], take: KEPT_IMPORTS });
    return newest.find(({ undoneAt }) => undoneAt === null)?.id ?? null;
  }

  return {
    write: (write) => writeImport(db, write),
    async list(input) {
      const limit = pageSize(input.limit);
      const after = decodeCursor<[string, string]>(input.cursor, 'string', 'string');
      const before = after && { OR: [{ at: { lt: after[0] } }, { at: after[0], id: { lt: after[1] } }] };
      const rows = await reads.prisma.importRun.findMany({
        where: before ?? {},
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      });
      const next = await undoable(reads.prisma);
      return pageOf(
        rows.map((row: ImportRun): ImportRecord => ({ ...row, canUndo: row.id === next })),
        limit,
        await reads.prisma.importRun.count(),
        (last) => [last.at, last.id],
      );
    },
    async undo(id, by) {
      const run = await prisma.importRun.findUnique({ where: { id } });
      if (!run) return { ok: false, reason: 'not_found' };
      if (run.undoneAt !== null) return { ok: false, reason: 'undone' };
      if ((await undoable(prisma)) !== id) return { ok: false, reason: 'not_last' };
      return undoImport(db, id, by);
    },
  };
}
