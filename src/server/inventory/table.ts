import { restore } from '@/domain/csv-formula';
import type { RowError } from '@/domain/import';

export interface TableLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
  /** UTF-16 units, as `string.length` counts them. */
  readonly maxCharacters: number;
}

export const TABLE_LIMITS: TableLimits = { maxRows: 50_000, maxColumns: 100, maxCharacters: 10_000_000 };

export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What every source becomes: a header, and below it rows that are not empty. Cells are trimmed. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Why it cannot be read any further; then nothing of it counts. */
  readonly errors: readonly RowError[];
}

export const refusedTable = (message: string, row = 0): Table => ({
  header: [],
  rows: [],
  errors: [{ row, field: 'file', message }],
});

/** Takes rows one by one, within limits. */
export interface TableBuilder {
  /** False: enough, the table is refused. */
  add(row: number, cells: readonly string[]): boolean;
  /** Refuses the table. */
  fail(row: number, message: string): void;
  table(): Table;
}

/** The row `headerRow` is the header. A quote that an export put before a formula is taken off. */
export function tableBuilder({ maxRows, maxColumns, maxCharacters }: TableLimits, headerRow = 1): TableBuilder {
  const rows: TableRow[] = [];
  const errors: RowError[] = [];
  let characters = 0;
  const fail = (row: number, message: string) => void errors.push({ row, field: 'file', message });
  return {
    fail,
    add(row, raw) {
      if (raw.length > maxColumns) {
        fail(row, `Expected at most ${maxColumns} columns`);
        return false;
      }
      // A workbook may repeat one long text in each of its cells.
      for (const cell of raw) characters += cell.length;
      if (characters > maxCharacters) {
        fail(row, `Expected at most ${maxCharacters} characters`);
        return false;
      }
      const cells = raw.map((cell) => restore(cell.trim()).trim());
      if (cells.every((cell) => cell === '')) return true;
      if (rows.length > maxRows) {
        fail(row, `Expected at most ${maxRows} rows below the header`);
        return false;
      }
      rows.push({ row, cells });
      return true;
    },
    table() {
      const [header, ...body] = rows;
      if (errors.length > 0) return { header: [], rows: [], errors };
      if (header?.row !== headerRow) return refusedTable('Expected a header in the first row', headerRow);
      return { header: header.cells, rows: body, errors };
    },
  };
}
