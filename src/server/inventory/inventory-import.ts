import type { ImportResult } from '@/domain/import';
import { type Inventory, type PlannedWrite, planImport } from './import-plan';
import { type RowWindow, viewOf } from './import-view';
import { type ParsedInventory, type ReadAs, readInventory } from './inventory-rows';
import { createQueue } from './queue';
import type { OpenedTable } from './table-file';

export interface ImportRequest extends ReadAs {
  /** Gives the table; anew for each request. */
  readonly open: () => Promise<OpenedTable>;
  readonly show?: RowWindow | undefined;
}

export interface ApplyRequest extends ImportRequest {
  /** For the history: who, and from where. */
  readonly by: string;
  readonly source: string;
  /** Of the preview that was agreed to; without it whatever the file means now is done. */
  readonly previewHash?: string | undefined;
}

/** What is written at once, and what the history keeps of it. */
export interface ImportWrite {
  readonly writes: readonly PlannedWrite[];
  readonly by: string;
  readonly source: string;
  readonly unchanged: number;
}

export interface InventoryImportDeps {
  /** The inventory as it is now. */
  readonly read: () => Promise<Inventory>;
  /** All or nothing; `conflict` where the inventory has changed since it was read. */
  readonly write: (
    write: ImportWrite,
  ) => Promise<{ readonly ok: true; readonly importId: string } | { readonly ok: false; readonly reason: 'conflict' }>;
}

export type Applied =
  | { readonly ok: true; readonly result: ImportResult }
  /** What would be written is not what was previewed. */
  | { readonly ok: false; readonly reason: 'changed' };

export interface InventoryImport {
  /** What `apply` would do; writes nothing. */
  preview(request: ImportRequest): Promise<ImportResult>;
  /** Does it, all rows or none: with an error in any row nothing is written, and `created` and `updated` are 0. */
  apply(request: ApplyRequest): Promise<Applied>;
}

/** An edit in the very moment of an import makes it plan again; this often in a row is no coincidence. */
const ATTEMPTS = 3;

interface OpenedFile extends Pick<ImportResult, 'sheets' | 'sheet'> {
  readonly parsed: ParsedInventory;
}

export function createInventoryImport({ read, write }: InventoryImportDeps): InventoryImport {
  // One at a time: two files of the largest size would take twice the memory.
  const queue = createQueue();

  async function opened(request: ImportRequest): Promise<OpenedFile> {
    const { table, sheets = [], sheet = null } = await request.open();
    return { parsed: await readInventory(table, request), sheets, sheet };
  }

  async function planned({ parsed, ...from }: OpenedFile, show: RowWindow | undefined) {
    const inventory = await read();
    const plan = await planImport(parsed, inventory);
    const result: ImportResult = { ...(await viewOf(plan, inventory, show)), ...from, importId: null };
    return { plan, result };
  }

  async function apply(request: ApplyRequest): Promise<Applied> {
    const file = await opened(request);
    const { by, source, previewHash } = request;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { plan, result } = await planned(file, request.show);
      if (result.errorTotal > 0) return refused(result);
      if (previewHash !== undefined && result.previewHash !== previewHash) return { ok: false, reason: 'changed' };
      if (plan.writes.length === 0) return { ok: true, result };
      const written = await write({ writes: plan.writes, by, source, unchanged: plan.unchanged });
      if (written.ok) return { ok: true, result: { ...result, importId: written.importId } };
    }
    throw new Error('The inventory kept changing while the file was imported');
  }

  return {
    preview: (request) => queue(async () => (await planned(await opened(request), request.show)).result),
    apply: (request) => queue(() => apply(request)),
  };
}

const refused = (result: ImportResult): Applied => ({
  ok: true,
  result: { ...result, created: 0, updated: 0, unchanged: 0 },
});
