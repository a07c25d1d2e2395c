import Papa from 'papaparse';
import { restore } from '@/domain/csv-formula';

/** A finding in a file. `row` is 1-based and counts the header, as a spreadsheet shows it; 0 is the file as a whole. */
export interface RowError {
  readonly row: number;
  /** The column, or `file`. */
  readonly field: string;
  readonly message: string;
}

export interface CsvLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
  /** UTF-16 units, as `string.length` counts them. */
  readonly maxCharacters: number;
}

export const CSV_LIMITS: CsvLimits = { maxRows: 50_000, maxColumns: 100, maxCharacters: 10_000_000 };

export interface CsvTable {
  readonly header: readonly string[];
  /** Rows that are not empty, cells trimmed. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly errors: readonly RowError[];
}

const refused = (message: string, row = 0): CsvTable => ({
  header: [],
  rows: [],
  errors: [{ row, field: 'file', message }],
});

const BOM = '\uFEFF';

/**
 * Text to cells. Comma, semicolon or tab between cells (whichever the header has most of), RFC 4180 quoting, any line
 * end, with or without a byte order mark. A file that is too large or no text is refused before it is looked into.
 */
export function readCsv(content: string, limits: CsvLimits = CSV_LIMITS): CsvTable {
  if (content.length > limits.maxCharacters) {
    return refused(`Expected at most ${limits.maxCharacters} characters, got ${content.length}`);
  }
  if (content.includes('\0') || content.includes('\uFFFD')) return refused('Expected text in UTF-8');
  // One kind of line end: papaparse settles on one for the whole file, and edited files mix them.
  const text = (content.startsWith(BOM) ? content.slice(1) : content).replace(/\r\n?/g, '\n');
  const headerLine = /^[^\n]*/.exec(text)?.[0] ?? '';
  if (headerLine.trim() === '') return refused('Expected a header in the first row', 1);
  const delimiter = delimiterOf(headerLine);
  if (headerLine.split(delimiter).length > limits.maxColumns) {
    return refused(`Expected at most ${limits.maxColumns} columns`, 1);
  }
  return parse(text, delimiter, limits);
}

function delimiterOf(headerLine: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: headerLine.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function parse(text: string, delimiter: string, limits: CsvLimits): CsvTable {
  const rows: { row: number; cells: string[] }[] = [];
  const errors: RowError[] = [];
  let row = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors: quoting }, parser) {
      row += 1;
      const stop = (message: string) => {
        errors.push({ row, field: 'file', message });
        parser.abort();
      };
      if (quoting.some(({ type }) => type === 'Quotes')) {
        return stop('A quoted cell has no proper end; write a quote inside a cell as ""');
      }
      if (data.length > limits.maxColumns) return stop(`Expected at most ${limits.maxColumns} columns`);
      const cells = data.map((cell) => restore(cell.trim()).trim());
      if (cells.every((cell) => cell === '')) return;
      if (rows.length > limits.maxRows) return stop(`Expected at most ${limits.maxRows} rows below the header`);
      rows.push({ row, cells });
    },
  });
  const [header, ...body] = rows;
  return { header: header?.cells ?? [], rows: body, errors };
}
