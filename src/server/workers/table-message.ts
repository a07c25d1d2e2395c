import type { ParsedInventory, ReadAs } from '@/server/inventory/inventory-rows';
import type { OpenedInventory, TableFile } from '@/server/inventory/table-file';

/** What a thread is started with. */
export interface TableTask {
  readonly file: TableFile;
  readonly as: ReadAs;
}

/** The lists of an inventory, which come in stretches. */
export const LISTS = ['rows', 'errors', 'invalid'] as const;
type Lists = Pick<ParsedInventory, (typeof LISTS)[number]>;

/** What a thread that reads one file says: parts of the lists, then everything else. */
export type TableMessage =
  | { readonly kind: 'part'; readonly part: Partial<Lists> }
  | { readonly kind: 'end'; readonly opened: OpenedInventory };
