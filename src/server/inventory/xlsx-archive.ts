import { strFromU8, unzipSync, zipSync } from 'fflate';
import { placesIn } from './xlsx-places';

/** Bytes of a workbook as it is unpacked: 50,000 rows of an inventory are some 30 MB. */
const MAX_UNPACKED = 120_000_000;
const MAX_ENTRIES = 1_000;
/** Cells up to the last one of each row, empty ones too: a reader makes room for all of them. */
const MAX_CELLS = 6_000_000;
/** Of the format. */
const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;

export type Unpacked =
  | { readonly ok: true; readonly sheets: readonly string[]; readonly open: (sheet: number) => ArrayBuffer | string }
  | { readonly ok: false; readonly message: string };

/**
 * Looks into a workbook before a reader does: what it unpacks to is bounded, and what goes on is what was measured.
 * `open` gives a workbook with one sheet's cells, `sheet` from 0, or a text that says why that sheet is not read; once, since it
 * gives the memory back.
 */
export function unpackWorkbook(bytes: Uint8Array): Unpacked {
  const entries = unpacked(bytes);
  if (typeof entries === 'string') return { ok: false, message: entries };
  const workbook = entries['xl/workbook.xml'];
  const relations = entries['xl/_rels/workbook.xml.rels'];
  if (!workbook || !relations) return { ok: false, message: NO_WORKBOOK };
  const sheets = sheetsOf(strFromU8(workbook), strFromU8(relations));
  if (sheets.length === 0) return { ok: false, message: 'The workbook has no sheet with cells' };
  let held: Record<string, Uint8Array> = entries;
  return {
    ok: true,
    sheets: sheets.map(({ name }) => name),
    open(index) {
      const path = sheets[index]?.path ?? '';
      const parts = held;
      held = {};
      const cells = parts[path];
      if (!cells) return `The workbook has no cells for its sheet ${index + 1}`;
      const problem = sizeProblem(cells);
      if (problem) return problem;
      // Other sheets stay in the list, so that the reader counts as the workbook does, and are empty.
      const others = Object.keys(parts).filter((entry) => entry.startsWith('xl/worksheets/') && entry !== path);
      const emptied = Object.fromEntries(others.map((entry) => [entry, EMPTY_SHEET]));
      return arrayBufferOf(zipSync({ ...parts, ...emptied, [path]: withErrorsAsText(cells) }, { level: 0 }));
    },
  };
}

const NO_WORKBOOK = 'Expected an Excel workbook (.xlsx)';
const EMPTY_SHEET = new TextEncoder().encode(
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>',
);

/**
 * The XML of an archive, by the sizes that its directory gives: an entry that is larger does not unpack. One that is stored is
 * copied as long as it is, whatever it says to be unpacked, and many may be one and the same part of the file.
 */
function unpacked(bytes: Uint8Array): Record<string, Uint8Array> | string {
  // `PK`, as every zip file begins (PKWARE APPNOTE 4.3.7); old .xls files begin otherwise.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return `${NO_WORKBOOK}; save other formats as .xlsx or as CSV`;
  let [total, count] = [0, 0];
  const wanted = ({ name, size, originalSize }: { name: string; size: number; originalSize: number }) => {
    count += 1;
    if (count > MAX_ENTRIES) throw new TooLarge();
    if (!/\.(xml|rels)$/.test(name)) return false;
    total += Math.max(size, originalSize);
    if (total > MAX_UNPACKED) throw new TooLarge();
    return true;
  };
  try {
    return unzipSync(bytes, { filter: wanted });
  } catch (error) {
    if (error instanceof TooLarge) return `Expected a workbook of at most ${MAX_UNPACKED / 1e6} MB unpacked`;
    return `${NO_WORKBOOK}; this one is damaged`;
  }
}

class TooLarge extends Error {}

interface SheetEntry {
  readonly name: string;
  readonly path: string;
}

function sheetsOf(workbook: string, relations: string): SheetEntry[] {
  const targets = new Map(
    tagsOf(relations, 'Relationship').map((tag) => [attributeOf(tag, 'Id'), attributeOf(tag, 'Target')] as const),
  );
  return tagsOf(workbook, 'sheet').flatMap((tag) => {
    const target = targets.get(attributeOf(tag, 'r:id')) ?? targets.get(attributeOf(tag, 'id'));
    const path = target?.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return target?.includes('worksheets/') ? [{ name: attributeOf(tag, 'name'), path }] : [];
  });
}

// Never past the next `<`: each of many tags without an end would be looked for to the end of the file.
const tagsOf = (xml: string, name: string): string[] =>
  xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^<>]*>`, 'g')) ?? [];

const attributeOf = (tag: string, name: string): string =>
  unescapeXml(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).join('') ?? '');

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));
const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (all, decimal, hex, name) => {
    if (name) return ENTITIES.get(name) ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/** Why the cells would take more room than a sheet may; a cell far out costs a few bytes in the file and much after it. */
function sizeProblem(xml: Uint8Array): string | null {
  let cells = 0;
  let [row, columns] = [0, 0];
  for (const text of placesIn(xml)) {
    const place = /^([A-Z]{1,3})?([1-9]\d{0,6})$/.exec(text);
    if (!place || Number(place[2]) > MAX_ROW) return 'The workbook has a cell at a place that no sheet has';
    if (Number(place[2]) !== row) {
      cells += columns;
      [row, columns] = [Number(place[2]), 0];
    }
    columns = Math.max(columns, columnNumber(place[1] ?? ''));
    if (columns > MAX_COLUMN) return 'The workbook has a cell at a place that no sheet has';
    if (cells + columns > MAX_CELLS) return `Expected at most ${MAX_CELLS} cells in a sheet, empty ones counted`;
  }
  return null;
}

const OF_ERROR = ' t="e"';
const OF_TEXT = Buffer.from(' t="str"');

/**
 * Cells whose formula gives an error (`#N/A`), as text: the reader takes them for empty ones, and an empty cell may clear a
 * field or leave it to a default.
 */
function withErrorsAsText(xml: Uint8Array): Uint8Array {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(OF_ERROR); at >= 0; at = bytes.indexOf(OF_ERROR, at + 1)) {
    const tag = bytes.lastIndexOf('<', at);
    // In the text of a cell it is no attribute.
    if (tag < bytes.lastIndexOf('>', at)) continue;
    parts.push(bytes.subarray(from, at), OF_TEXT);
    from = at + OF_ERROR.length;
  }
  return parts.length === 0 ? xml : Buffer.concat([...parts, bytes.subarray(from)]);
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/** The very bytes where they are all of their buffer, as an archive is: a copy would be tens of megabytes. */
const arrayBufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer =>
  (byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
