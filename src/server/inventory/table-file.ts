import type { ParsedInventory, ReadAs } from './inventory-rows';
import type { Table } from './table';

/** A file as the api takes it: text, or the bytes of a workbook in base64. */
export interface TableFile {
  readonly format: 'csv' | 'xlsx';
  readonly content: string;
  /** Of a workbook; its first sheet where absent. */
  readonly sheet?: string | undefined;
}

/** A table that is ready to be read, and of which sheet of which it came. */
export interface OpenedTable {
  readonly table: Table;
  /** Names of the sheets of a workbook. */
  readonly sheets?: readonly string[];
  readonly sheet?: string;
}

/** An inventory that was read, and from which sheet of which. */
export interface OpenedInventory {
  readonly parsed: ParsedInventory;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
}

/** A file that cannot be read has errors and no rows. Implemented by server/workers. */
export type OpenFile = (file: TableFile, as: ReadAs) => Promise<OpenedInventory>;
