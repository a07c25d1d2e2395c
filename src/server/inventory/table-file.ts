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

/** A file that cannot be read is a refused table. Implemented by server/workers. */
export type OpenFile = (file: TableFile) => Promise<OpenedTable>;
