import type { ImportResult } from '@/domain/import';
import { type Inventory, type PlannedWrite, planImport } from './import-plan';
import { type RowWindow, viewOf } from './import-view';
import type { ReadAs } from './inventory-rows';
import { createQueue } from './queue';
import type { OpenedInventory } from './table-file';

export interface ImportRequest extends ReadAs {
  /** Reads the file or the sheet; anew for each request. */
  readonly open: (as: ReadAs) => Promise<OpenedInventory>;
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

export function createInventoryImport({ read, write }: InventoryImportDeps): InventoryImport {
  // One at a time: two files of the largest size would take twice the memory.
  const queue = createQueue();

  const opened = ({ open, mapping, defaults }: ImportRequest) => open({ mapping, defaults });

  /** By itself, so that all rows and all devices are let go of when it is done: the plan has what it needs of them. */
  async function compared(request: ImportRequest) {
    const { parsed, ...from } = await opened(request);
    const { devices, ...known } = await read();
    return { plan: await planImport(parsed, { devices, ...known }), known, from };
  }

  async function planned(request: ImportRequest) {
    const { plan, known, from } = await compared(request);
    const result: ImportResult = { ...(await viewOf(plan, known, request.show)), ...from, importId: null };
    return { writes: plan.writes, result };
  }

  async function apply(request: ApplyRequest): Promise<Applied> {
    const { by, source, previewHash } = request;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      // Read anew for each attempt: all rows beside all that is written would be memory for a case that is rare.
      const { writes, result } = await planned(request);
      if (result.errorTotal > 0) return refused(result);
      if (previewHash !== undefined && result.previewHash !== previewHash) return { ok: false, reason: 'changed' };
      if (writes.length === 0) return { ok: true, result };
      const written = await write({ writes, by, source, unchanged: result.unchanged });
      if (written.ok) return { ok: true, result: { ...result, importId: written.importId } };
    }
    throw new Error('The inventory kept changing while the file was imported');
  }

  return {
    preview: (request) => queue(async () => (await planned(request)).result),
    apply: (request) => queue(() => apply(request)),
  };
}

const refused = (result: ImportResult): Applied => ({
  ok: true,
  result: { ...result, created: 0, updated: 0, unchanged: 0 },
});
