import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type Row } from 'write-excel-file/node';

type Value = string | number | boolean | Date | null;

/** A workbook as Excel would save it, in base64. */
export async function workbook(sheets: Readonly<Record<string, readonly (readonly Value[])[]>>): Promise<string> {
  const cell = (value: Value) =>
    value instanceof Date ? { value, format: 'yyyy-mm-dd' } : value === null ? null : { value };
  const data = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map(cell)) as Row[],
  }));
  return (await writeXlsxFile(data).toBuffer()).toString('base64');
}

/** The same with one of its files changed, as no program would save it. */
export function tampered(content: string, path: string, change: (xml: string) => string): string {
  const entries = unzipSync(Buffer.from(content, 'base64'));
  if (!entries[path]) throw new Error(`The workbook has no ${path}: ${Object.keys(entries).join(', ')}`);
  return Buffer.from(zipSync({ ...entries, [path]: strToU8(change(strFromU8(entries[path]))) })).toString('base64');
}

/**
 * An archive of which `copies` entries are one and the same stored part of it, `bytes` long, and say that they are empty
 * (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16). In base64.
 */
export function overlapping(copies: number, bytes: number, ending = 'xml'): string {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const directory = Array.from({ length: copies }, (_, i) => {
    const name = Buffer.from(`${i}.${ending}`);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(bytes, 20);
    entry.writeUInt16LE(name.length, 28);
    return Buffer.concat([entry, name]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(copies, 8);
  end.writeUInt16LE(copies, 10);
  end.writeUInt32LE(local.length + bytes, 16);
  return Buffer.concat([local, Buffer.alloc(bytes), ...directory, end]).toString('base64');
}
