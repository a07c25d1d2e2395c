import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/universal';
import { refusedTable, TABLE_LIMITS, type TableLimits, tableBuilder } from './table';
import type { OpenedTable } from './table-file';
import { unpackWorkbook } from './xlsx-archive';

type Cell = string | number | boolean | Date | null;

/**
 * One sheet of a workbook, the first where none is named, as text: numbers as they are stored, dates as `2026-11-22`,
 * formulas as the value, or the error, that the workbook keeps of them. Takes memory and time by the size of the file: run it in a thread.
 */
export async function readXlsx(
  bytes: Uint8Array,
  sheet?: string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<OpenedTable> {
  const workbook = unpackWorkbook(bytes);
  if (!workbook.ok) return { table: refusedTable(workbook.message) };
  const { sheets } = workbook;
  const index = sheet === undefined ? 0 : sheets.indexOf(sheet);
  if (index < 0)
    return { table: refusedTable(`There is no sheet of that name; the workbook has: ${listed(sheets)}`), sheets };
  const named = { sheets, sheet: sheets[index]! };
  const file = workbook.open(index);
  if (typeof file === 'string') return { table: refusedTable(file), ...named };
  const rows = await cellsOf(file, named.sheet);
  if (typeof rows === 'string') return { table: refusedTable(rows), ...named };
  const builder = tableBuilder(limits);
  for (const [at, cells] of rows.entries()) {
    if (!builder.add(at + 1, cells.map(textOf))) break;
    // All rows twice, as the reader gives them and as text, would be memory for nothing.
    rows[at] = [];
  }
  return { table: builder.table(), ...named };
}

async function cellsOf(file: ArrayBuffer, sheet: string): Promise<Cell[][] | string> {
  try {
    return (await readSheet(file, sheet, { trim: false })) as unknown as Cell[][];
  } catch (error) {
    // Whatever the reader stumbles over is in the file; only its own errors have words for people.
    const known = error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError;
    return `The sheet cannot be read: ${known ? error.message.slice(0, 200) : 'the workbook is damaged'}`;
  }
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell);
}

const listed = (sheets: readonly string[]): string =>
  sheets
    .slice(0, 20)
    .map((name) => name.slice(0, 64))
    .join(', ');
