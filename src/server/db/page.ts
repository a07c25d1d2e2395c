/** One page of a list. `nextCursor` is null on the last one; `total` counts all rows that match, on any page. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Where a page starts: the `nextCursor` of the page before. One that was not made here starts from the beginning. */
export interface PageInput {
  readonly cursor?: string | null;
  /** 1 to 1000; 100 where absent. */
  readonly limit?: number;
}

type Key = string | number;

export const pageSize = (limit: number | undefined): number => Math.min(1000, Math.max(1, Math.trunc(limit ?? 100)));

/**
 * A cursor holds the sort key of the last row that was sent, so that rows made or deleted meanwhile move nothing: no row
 * comes twice and none is left out.
 */
export const encodeCursor = (key: readonly Key[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key of a cursor; null where there is none or it does not have the given types. */
export function decodeCursor<T extends readonly Key[]>(
  cursor: string | null | undefined,
  ...types: { [I in keyof T]: T[I] extends number ? 'number' : 'string' }
): T | null {
  if (!cursor) return null;
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(key) || key.length !== types.length) return null;
  // A number that no row can have, such as 1e400, is one that the database client throws for.
  const fits = (part: unknown, type: string) => (type === 'number' ? Number.isSafeInteger(part) : typeof part === type);
  return key.every((part, i) => fits(part, types[i]!)) ? (key as unknown as T) : null;
}

/** Cuts the one row too many that tells whether there is a next page. */
export function pageOf<T>(rows: T[], limit: number, total: number, keyOf: (last: T) => readonly Key[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null, total };
}
