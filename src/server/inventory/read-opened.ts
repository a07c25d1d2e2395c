import { type ReadAs, readInventory } from './inventory-rows';
import type { OpenedInventory, OpenedTable } from './table-file';

/** A table that was opened as the inventory that it is. */
export async function readOpened({ table, sheets = [], sheet }: OpenedTable, as: ReadAs): Promise<OpenedInventory> {
  return { parsed: await readInventory(table, as), sheets, sheet: sheet ?? null };
}
