import { canonicalEndpoint } from '@/domain/device';
import type { FileColumn, RowError } from '@/domain/import';
import type { ColumnMapping, ImportDefaults, InventoryColumn } from '@/domain/inventory';
import { columnsOf, shown } from './columns';
import { type Cells, type InventoryRow, rowReader } from './inventory-row';
import type { Table } from './table';
import { createTurns } from './turns';

export interface ParsedInventory {
  readonly rows: readonly InventoryRow[];
  readonly errors: readonly RowError[];
  /** Rows with an error, so that a preview can show them. */
  readonly invalid: readonly { readonly row: number; readonly name: string }[];
  /** What the columns were taken for; none where the file is no table. */
  readonly columns: readonly FileColumn[];
}

export interface ReadAs {
  readonly mapping?: ColumnMapping | undefined;
  readonly defaults?: ImportDefaults | undefined;
}

/** What is found row by row, in the order of the file. */
export type InventoryLists = Pick<ParsedInventory, 'rows' | 'errors' | 'invalid'>;

/** Rows whose findings are given away at once: taking them apart takes another thread some milliseconds. */
const STRETCH = 500;

/**
 * Reads a table as an inventory. Every row is either in `rows` or has at least one error. A table that was refused, or
 * whose columns are missing or not clear, has errors and no rows. `give` gets what was found so far, again and again; what is
 * returned then has the rest, so that all of it need never be in one place.
 */
export async function readInventory(
  table: Table,
  { mapping, defaults = {} }: ReadAs = {},
  give?: (found: InventoryLists) => void,
): Promise<ParsedInventory> {
  if (table.errors.length > 0) return { rows: [], errors: table.errors, invalid: [], columns: [] };
  const { columns, errors: unclear } = columnsOf(table, mapping, defaults);
  if (unclear.length > 0) return { rows: [], errors: unclear, invalid: [], columns };

  const [rows, errors, invalid]: [InventoryRow[], RowError[], { row: number; name: string }[]] = [[], [], []];
  const cellsOf = cellReader(columns, defaults);
  const readRow = rowReader();
  const repeated = repeatFinder();
  const turn = createTurns();
  for (const [at, { row, cells }] of table.rows.entries()) {
    if (give && at > 0 && at % STRETCH === 0) {
      give({ rows, errors, invalid });
      for (const list of [rows, errors, invalid]) list.length = 0;
    }
    const named = cellsOf(cells);
    const found = cells.length > columns.length ? extraCells(row, cells, columns.length) : [];
    const read = readRow(row, named);
    if ('errors' in read) found.push(...read.errors);
    else if (found.length === 0) found.push(...repeated(read.value));
    errors.push(...found);
    if (found.length === 0 && 'value' in read) rows.push(read.value);
    else invalid.push({ row, name: shown(named.name ?? '') });
    await turn();
  }
  return { rows, errors, invalid, columns };
}

/** A default stands where a row says nothing. */
function cellReader(columns: readonly FileColumn[], defaults: ImportDefaults): (cells: readonly string[]) => Cells {
  const given = Object.entries(defaults).filter(([, value]) => value !== undefined && value.trim() !== '');
  const fields = columns.flatMap(({ field }, index) => (field === null ? [] : [{ field, index }]));
  return (cells) => {
    const named: Cells = {};
    for (const { field, index } of fields) named[field] = cells[index] ?? '';
    for (const [column, value] of given) named[column as InventoryColumn] ||= value;
    return named;
  };
}

function extraCells(row: number, cells: readonly string[], expected: number): RowError[] {
  if (cells.slice(expected).every((cell) => cell === '')) return [];
  return [{ row, field: 'file', message: `Expected ${expected} cells, got ${cells.length}` }];
}

/** A name or an address that stands in two rows: the later one is an error that names the first. */
function repeatFinder(): (row: InventoryRow) => RowError[] {
  const names = new Map<string, number>();
  const endpoints = new Map<string, number>();
  return ({ row, fields }) => {
    const endpoint = canonicalEndpoint(fields.address, fields.port);
    const [sameName, sameEndpoint] = [names.get(fields.name), endpoints.get(endpoint)];
    const found: RowError[] = [];
    if (sameName) found.push({ row, field: 'name', message: `The same name as in row ${sameName}` });
    else names.set(fields.name, row);
    if (sameEndpoint) found.push({ row, field: 'address', message: `The same device as in row ${sameEndpoint}` });
    else endpoints.set(endpoint, row);
    return found;
  };
}
