import { formatBytes } from '@/domain/format';
import { MAX_IMPORT_BYTES } from '@/domain/inventory';

/** What an import reads from. */
export type ImportSource =
  | {
      readonly kind: 'file';
      readonly format: 'csv' | 'xlsx';
      /** Text, or the bytes of a workbook in base64. */
      readonly content: string;
      /** Null: it was pasted. */
      readonly fileName: string | null;
      readonly bytes: number;
      /** Of a workbook; its first one where absent. */
      readonly sheet?: string | undefined;
    }
  | { readonly kind: 'sheet'; readonly id: string; readonly name: string };

export type FileSource = Extract<ImportSource, { kind: 'file' }>;

export type ReadFile =
  | { readonly ok: true; readonly source: FileSource }
  | { readonly ok: false; readonly problem: string };

/** A CSV or Excel file as the api takes it. */
export async function readFile(file: File): Promise<ReadFile> {
  const format = /\.xlsx$/i.test(file.name) ? 'xlsx' : 'csv';
  if (/\.xls$/i.test(file.name))
    return refused(`${file.name} is an old Excel file. Save it as .xlsx and choose it again.`);
  const max = MAX_IMPORT_BYTES[format];
  if (file.size > max) {
    return refused(`${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(max)} can be imported at once.`);
  }
  const buffer = await file.arrayBuffer();
  const source = { kind: 'file', format, fileName: file.name, bytes: file.size } as const;
  if (format === 'xlsx') return { ok: true, source: { ...source, content: base64(new Uint8Array(buffer)) } };
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(buffer);
    return { ok: true, source: { ...source, content } };
  } catch {
    return refused(`${file.name} is not UTF-8 text. Save it as "CSV UTF-8" and choose it again.`);
  }
}

const refused = (problem: string): ReadFile => ({ ok: false, problem });

/** In pieces: all bytes at once are too many arguments. */
const PIECE = 32_768;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return btoa(binary);
}

export const pasted = (content: string): FileSource => ({
  kind: 'file',
  format: 'csv',
  content,
  fileName: null,
  bytes: new Blob([content]).size,
});
