import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { formatBytes, formatCount, formatNumber } from '@/domain/format';
import { MAX_IMPORT_BYTES } from '@/domain/inventory';
import { type Context, type GlobalOptions, withPortal } from '../context';
import { type Exit, usage } from '../exit-codes';
import { printJson } from '../json';
import type { ImportView } from '../portal';
import { type Column, printTable } from '../terminal/table';

/** What the portal reads, by the ending of the file. */
const FORMAT_OF_ENDING = { '.csv': 'csv', '.xlsx': 'xlsx' } as const;
export const IMPORT_FORMATS = Object.values(FORMAT_OF_ENDING);
type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportOptions extends GlobalOptions {
  readonly apply?: boolean;
  readonly format?: ImportFormat;
}

type Row = ImportView['rows'][number];
type RowError = ImportView['errors'][number];

const ROW_COLUMNS: readonly Column<Row>[] = [
  { title: 'row', of: ({ row }) => row, right: true },
  { title: 'name', of: ({ name }) => name },
  { title: 'does', of: ({ fate }) => fate },
];
const ERROR_COLUMNS: readonly Column<RowError>[] = [
  { title: 'row', of: ({ row }) => row, right: true },
  { title: 'field', of: ({ field }) => field },
  { title: 'message', of: ({ message }) => message },
];

/** Says what a file would do to the inventory, and does it with `apply`: all rows or none. `-` is standard input. */
export async function importDevices(ctx: Context, file: string, { apply, format, json, ...options }: ImportOptions) {
  const as = format ?? formatOf(file);
  const asked = {
    content: await contentOf(ctx, file, as),
    format: as,
    mode: apply ? ('apply' as const) : ('preview' as const),
  };
  return withPortal(ctx, options, async ({ client }): Promise<Exit> => {
    const view = await client.devices.import.mutate(asked);
    if (json) printJson(ctx, view);
    else printImport(ctx, view, apply === true);
    return view.errorTotal > 0 ? 'usage' : 'ok';
  });
}

function formatOf(file: string): ImportFormat {
  const ending = extname(file).toLowerCase();
  if (ending in FORMAT_OF_ENDING) return FORMAT_OF_ENDING[ending as keyof typeof FORMAT_OF_ENDING];
  const endings = Object.keys(FORMAT_OF_ENDING).join(', ');
  throw usage(`Expected a file that ends in ${endings}, or --format; got ${file}`);
}

/** A workbook in base64, as the api takes it. */
async function contentOf({ readStdin }: Context, file: string, format: ImportFormat): Promise<string> {
  const encoding = format === 'xlsx' ? 'base64' : 'utf8';
  if (file === '-' && format !== 'csv')
    throw usage(`Expected a file: standard input is read as text, not as ${format}`);
  if (file === '-') return readStdin();
  try {
    const { size } = await stat(file);
    const max = MAX_IMPORT_BYTES[format];
    if (size > max) throw usage(`${file} has ${formatBytes(size)}: expected at most ${formatBytes(max)} at once`);
    return await readFile(file, encoding);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : usage(`Cannot read ${file}: ${code}`);
  }
}

function printImport(ctx: Context, view: ImportView, apply: boolean): void {
  const { created, updated, unchanged, errors, errorTotal, failed, rows, rowTotal } = view;
  if (errorTotal > 0) {
    printTable(ctx.out, ERROR_COLUMNS, errors);
    if (errors.length < errorTotal) ctx.err.line([`The first ${formatNumber(errors.length)} are shown.`]);
    ctx.err.line([`${formatCount(errorTotal, 'error')} in ${formatCount(failed, 'row')}: nothing was changed.`]);
    return;
  }
  const doing = rows.filter(({ fate }) => fate !== 'unchanged');
  if (doing.length > 0) printTable(ctx.out, ROW_COLUMNS, doing);
  if (rows.length < rowTotal) {
    ctx.err.line([
      `Of ${formatCount(rowTotal, 'row')} the first ${formatNumber(rows.length)} were looked through for this list.`,
    ]);
  }
  ctx.err.line([
    apply
      ? `Created ${formatNumber(created)}, updated ${formatNumber(updated)}, left ${formatNumber(unchanged)} as they were.`
      : `Would create ${formatNumber(created)}, update ${formatNumber(updated)}, leave ${formatNumber(unchanged)} as they are. Nothing was changed; --apply does it.`,
  ]);
}
