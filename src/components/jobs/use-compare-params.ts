'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

/** What the comparison of two runs keeps in the page's address. */
export function useCompareParams() {
  return useQueryStates(
    {
      a: parseAsString,
      b: parseAsString,
      command: parseAsString,
      show: parseAsStringLiteral(['differences', 'all'] as const).withDefault('differences'),
    },
    { history: 'replace' },
  );
}
