import { setImmediate as turn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';

/** Compressed in one go; larger ones would keep everything else on this thread waiting. Characters. */
const SLICE = 65_536;

/**
 * A workbook of one sheet (ECMA-376, SpreadsheetML), made while it is taken. Cells are texts, which no spreadsheet runs;
 * those of the columns in `numbers` are numbers. The first row stays in sight.
 */
export async function* xlsxFile(
  sheet: string,
  rows: Iterable<readonly string[]>,
  numbers: ReadonlySet<number>,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const ready = () => made.splice(0);
  for (const [path, xml] of Object.entries(partsOf(sheet))) {
    const entry = new ZipDeflate(path, { level: 6 });
    zip.add(entry);
    entry.push(Buffer.from(xml), true);
  }
  const entry = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });
  zip.add(entry);
  let text = SHEET_HEAD;
  let number = 0;
  for (const cells of rows) {
    number += 1;
    text += rowXml(number, cells, numbers);
    if (text.length < SLICE) continue;
    entry.push(Buffer.from(text));
    text = '';
    yield* ready();
    await turn();
  }
  entry.push(Buffer.from(`${text}${SHEET_END}`), true);
  zip.end();
  yield* ready();
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const SHEET_HEAD =
  `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>';
const SHEET_END = '</sheetData></worksheet>';

const partsOf = (sheet: string): Record<string, string> => ({
  '[Content_Types].xml':
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${WORKBOOK}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${WORKBOOK}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    `<sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

function rowXml(row: number, cells: readonly string[], numbers: ReadonlySet<number>): string {
  const xml = cells.map((cell, index) => {
    if (cell === '') return '';
    const place = `${String.fromCharCode(65 + index)}${row}`;
    if (row > 1 && numbers.has(index)) return `<c r="${place}"><v>${escapeXml(cell)}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  });
  return `<row r="${row}">${xml.join('')}</row>`;
}

/** What XML cannot hold is written as `_xHHHH_`, and what looks like that with its first `_` so (ECMA-376 part 1, 22.4.2.4). */
const escapeXml = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
