import { parseInventoryCsv } from './csv';
import type { CsvLimits } from './csv-table';
import { type ImportPlan, type Inventory, planImport } from './import-plan';

export interface InventoryImportDeps {
  /** The inventory as it is now. */
  readonly read: () => Promise<Inventory>;
  /** All or nothing; `conflict` where the inventory has changed since it was read. */
  readonly write: (
    devices: ImportPlan['writes'],
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'conflict' }>;
  readonly limits?: CsvLimits;
}

export type ImportResult = Omit<ImportPlan, 'writes'>;

export interface InventoryImport {
  /** What `apply` would do; writes nothing. */
  preview(content: string): Promise<ImportResult>;
  /** Does it, all rows or none: with an error in any row nothing is written, and `created` and `updated` are 0. */
  apply(content: string): Promise<ImportResult>;
}

/** An edit in the very moment of an import makes it plan again; this often in a row is no coincidence. */
const ATTEMPTS = 3;

export function createInventoryImport({ read, write, limits }: InventoryImportDeps): InventoryImport {
  async function preview(content: string): Promise<ImportResult> {
    const { writes: _, ...result } = planImport(await parseInventoryCsv(content, limits), await read());
    return result;
  }

  async function apply(content: string): Promise<ImportResult> {
    const parsed = await parseInventoryCsv(content, limits);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { writes, ...result } = planImport(parsed, await read());
      if (result.errors.length > 0) return { ...result, created: 0, updated: 0, unchanged: 0 };
      if (writes.length === 0 || (await write(writes)).ok) return result;
    }
    throw new Error('The inventory kept changing while the file was imported');
  }

  return { preview, apply };
}
