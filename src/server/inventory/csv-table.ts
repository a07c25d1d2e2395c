import Papa from 'papaparse';
import { refusedTable, TABLE_LIMITS, type Table, type TableLimits, tableBuilder } from './table';

const BOM = '\uFEFF';

/**
 * Text to cells. Comma, semicolon or tab between cells (whichever the header has most of), RFC 4180 quoting, any line
 * end, with or without a byte order mark. A file that is too large or no text is refused before it is looked into.
 */
export function readCsv(content: string, limits: TableLimits = TABLE_LIMITS): Table {
  if (content.length > limits.maxCharacters) {
    return refusedTable(`Expected at most ${limits.maxCharacters} characters, got ${content.length}`);
  }
  if (content.includes('\0') || content.includes('\uFFFD')) return refusedTable('Expected text in UTF-8');
  // One kind of line end: papaparse settles on one for the whole file, and edited files mix them.
  const text = (content.startsWith(BOM) ? content.slice(1) : content).replace(/\r\n?/g, '\n');
  const headerLine = /^[^\n]*/.exec(text)?.[0] ?? '';
  if (headerLine.trim() === '') return refusedTable('Expected a header in the first row', 1);
  const delimiter = delimiterOf(headerLine);
  if (headerLine.split(delimiter).length > limits.maxColumns) {
    return refusedTable(`Expected at most ${limits.maxColumns} columns`, 1);
  }
  return parse(text, delimiter, limits);
}

function delimiterOf(headerLine: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: headerLine.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function parse(text: string, delimiter: string, limits: TableLimits): Table {
  const builder = tableBuilder(limits);
  let row = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors: quoting }, parser) {
      row += 1;
      if (quoting.some(({ type }) => type === 'Quotes')) {
        builder.fail(row, 'A quoted cell has no proper end; write a quote inside a cell as ""');
        return parser.abort();
      }
      if (!builder.add(row, data)) parser.abort();
    },
  });
  return builder.table();
}
