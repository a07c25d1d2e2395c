import type { Outputs } from '../shell/api';
import { formatCount, formatNumber } from '../ui/format';

export type ImportResult = Outputs['devices']['import'];

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

/** `3 errors in 2 rows`. */
export function errorSummary(errors: ImportResult['errors']): string {
  const rows = new Set(errors.map((error) => error.row)).size;
  return `${formatCount(errors.length, 'error')} in ${formatCount(rows, 'row')}`;
}
