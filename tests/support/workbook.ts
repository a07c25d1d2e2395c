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
