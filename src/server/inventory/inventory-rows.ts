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

/**
 * Reads a table as an inventory. Every row is either in `rows` or has at least one error. A table that was refused, or
 * whose columns are missing or not clear, has errors and no rows.
 */
export async function readInventory(table: Table, { mapping, defaults = {} }: ReadAs = {}): Promise<ParsedInventory> {
  if (table.errors.length > 0) return { rows: [], errors: table.errors, invalid: [], columns: [] };
  const { columns, errors: unclear } = columnsOf(table, mapping, defaults);
  if (unclear.length > 0) return { rows: [], errors: unclear, invalid: [], columns };

  const errors: RowError[] = [];
  const rows: InventoryRow[] = [];
  const invalid: { row: number; name: string }[] = [];
  const cellsOf = cellReader(columns, defaults);
  const readRow = rowReader();
  const turn = createTurns();
  for (const { row, cells } of table.rows) {
    const named = cellsOf(cells);
    const found = cells.length > columns.length ? extraCells(row, cells, columns.length) : [];
    const read = readRow(row, named);
    if ('errors' in read) found.push(...read.errors);
    errors.push(...found);
    if (found.length === 0 && 'value' in read) rows.push(read.value);
    else invalid.push({ row, name: shown(named.name ?? '') });
    await turn();
  }
  return withoutDuplicates({ rows, errors, invalid, columns });
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
async function withoutDuplicates({ rows, errors, invalid, columns }: ParsedInventory): Promise<ParsedInventory> {
  const names = new Map<string, number>();
  const endpoints = new Map<string, number>();
  const duplicates: RowError[] = [];
  const dropped: { row: number; name: string }[] = [];
  const kept: InventoryRow[] = [];
  const turn = createTurns();
  for (const one of rows) {
    const { row, fields } = one;
    const endpoint = canonicalEndpoint(fields.address, fields.port);
    const [sameName, sameEndpoint] = [names.get(fields.name), endpoints.get(endpoint)];
    if (sameName) duplicates.push({ row, field: 'name', message: `The same name as in row ${sameName}` });
    if (sameEndpoint) duplicates.push({ row, field: 'address', message: `The same device as in row ${sameEndpoint}` });
    if (!sameName) names.set(fields.name, row);
    if (!sameEndpoint) endpoints.set(endpoint, row);
    if (sameName || sameEndpoint) dropped.push({ row, name: fields.name });
    else kept.push(one);
    await turn();
  }
  return { rows: kept, errors: byRow(errors, duplicates), invalid: byRow(invalid, dropped), columns };
}

/** Two lists in the order of the file as one. */
function byRow<T extends { readonly row: number }>(one: readonly T[], other: readonly T[]): readonly T[] {
  return other.length === 0 ? one : [...one, ...other].sort((a, b) => a.row - b.row);
}
