import { formatCount, formatNumber } from '@/domain/format';
import type { InventoryColumn, RowFate } from '@/domain/inventory';
import type { Outputs } from '../shell/api';

export type ImportResult = Outputs['devices']['import'];
export type FileColumn = ImportResult['columns'][number];

const WORDS = {
  present: { created: 'Create', updated: 'update' },
  past: { created: 'Created', updated: 'updated' },
};

/** `Create 58, update 2`; what is 0 is left out, and nothing at all is said in words. */
export function summary(result: Pick<ImportResult, 'created' | 'updated'>, tense: keyof typeof WORDS): string {
  const words = WORDS[tense];
  const parts = [
    result.created > 0 && `${words.created} ${formatNumber(result.created)}`,
    result.updated > 0 && `${words.updated} ${formatNumber(result.updated)}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return 'Nothing to change';
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `3 errors in 2 rows`; errors of the file or its header are in no row that counts. */
export function errorSummary({ errorTotal, failed }: Pick<ImportResult, 'errorTotal' | 'failed'>): string {
  const errors = formatCount(errorTotal, 'error');
  return failed === 0 ? errors : `${errors} in ${formatCount(failed, 'row')}`;
}

export const COLUMN_LABELS = {
  name: 'Name',
  address: 'Address',
  port: 'Port',
  country: 'Country',
  platform: 'Platform',
  site: 'Site',
  tags: 'Tags',
  credential: 'Credential',
  jump_host: 'Jump host',
  algorithms: 'SSH algorithms',
  keepalive: 'Keepalive',
} satisfies Record<InventoryColumn, string>;

/** Why a column is taken for what it is. */
export const REASON_LABELS = {
  name: 'its name',
  synonym: 'guessed by its name',
  values: 'guessed by its cells',
  given: 'set',
  ambiguous: 'not clear: choose one',
  unknown: 'not recognised',
} satisfies Record<FileColumn['reason'], string>;

export const FATE_LABELS = {
  create: 'create',
  update: 'update',
  unchanged: 'unchanged',
  error: 'error',
} satisfies Record<RowFate, string>;

/** `7 recognised, 2 left out, 1 not clear`. */
export function columnSummary(columns: readonly FileColumn[]): string {
  const unclear = columns.filter(({ reason }) => reason === 'ambiguous').length;
  const out = columns.filter(({ field, reason }) => field === null && reason !== 'ambiguous').length;
  const parts = [
    `${columns.length - unclear - out} recognised`,
    out > 0 && `${out} left out`,
    unclear > 0 && `${unclear} not clear`,
  ];
  return parts.filter(Boolean).join(', ');
}

export interface Line {
  readonly key: string;
  readonly row: number;
  readonly name: string;
  readonly fate: RowFate;
  readonly field: string;
  readonly message: string;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

/** What is wrong first, a line for each error that was sent, then a line for each row that has none of those. */
export function linesOf(errors: ImportResult['errors'], rows: ImportResult['rows']): Line[] {
  const known = new Map(rows.map((row) => [row.row, row]));
  const wrong = errors.map((error, index) => ({
    ...error,
    key: `error ${index}`,
    name: known.get(error.row)?.name ?? '',
    fate: 'error' as const,
    changes: [],
  }));
  const explained = new Set(errors.map((error) => error.row));
  const right = rows
    .filter((row) => !explained.has(row.row))
    .map((row) => ({ ...row, key: `row ${row.row}`, field: '', message: '', changes: row.changes ?? [] }));
  return [...wrong, ...right];
}
