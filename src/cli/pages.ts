import { formatNumber } from '@/domain/format';
import type { Context } from './context';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The largest page that the portal gives. */
export const PAGE = 500;

/** Items of a list, page by page, up to `limit` in all; `total` is how many there are. */
export async function listed<T>(
  fetchPage: (page: { cursor?: string; limit: number }) => Promise<Page<T>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ items: T[]; total: number }> {
  const items: T[] = [];
  for (let cursor: string | null = null; ; ) {
    const wanted = Math.min(PAGE, limit - items.length);
    const page: Page<T> = await fetchPage({ limit: wanted, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || items.length >= limit) return { items, total: page.total };
  }
}

/** A list that was cut says so, beside the data: nobody should take a part for all. */
export function tellRest({ err }: Context, shown: number, total: number): void {
  if (shown < total) err.line([`${formatNumber(shown)} of ${formatNumber(total)}; --limit all gives every one`]);
}
