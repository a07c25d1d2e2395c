import type { InventoryLists, ReadAs } from '@/server/inventory/inventory-rows';
import type { OpenedInventory, TableFile } from '@/server/inventory/table-file';

/** What a thread is started with. */
export interface TableTask {
  readonly file: TableFile;
  readonly as: ReadAs;
}

/** What a thread that reads one file says: what it found so far, again and again, then the rest and everything else. */
export type TableMessage =
  | { readonly kind: 'part'; readonly part: InventoryLists }
  | { readonly kind: 'end'; readonly opened: OpenedInventory };
