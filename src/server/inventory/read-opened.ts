import { type InventoryLists, type ReadAs, readInventory } from './inventory-rows';
import type { OpenedInventory, OpenedTable } from './table-file';

/** A table that was opened as the inventory that it is; `give` as in `readInventory`. */
export async function readOpened(
  { table, sheets = [], sheet }: OpenedTable,
  as: ReadAs,
  give?: (found: InventoryLists) => void,
): Promise<OpenedInventory> {
  return { parsed: await readInventory(table, as, give), sheets, sheet: sheet ?? null };
}
