import type { TableRow } from '@/server/inventory/table';
import type { OpenedTable } from '@/server/inventory/table-file';

/** What a thread that reads one file says: its rows in stretches, then the rest of it. */
export type TableMessage =
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'end'; readonly opened: OpenedTable };
