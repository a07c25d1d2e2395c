/**
 * Text as it is searched: one case, one Unicode form, and the two wildcards of LIKE and its usual escape replaced by
 * private characters. Applied both to what is stored and to what is looked for, `contains` is then a plain search for a
 * part, without regard to case in any script (SQLite's own LIKE folds only ASCII and Prisma escapes no wildcard).
 */
export function searchKey(...parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part) => part != null && part !== '')
    .join('\n')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('%', '\uE000')
    .replaceAll('_', '\uE001')
    .replaceAll('\\', '\uE002');
}
