'use client';
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface PageQueryOptions<I, T> {
  /** The procedure, e.g. `['devices', 'list']`: invalidating that noun asks for these pages anew as well. */
  readonly path: readonly string[];
  readonly input: I;
  readonly fetchPage: (input: I & { cursor?: string }, signal: AbortSignal) => Promise<Page<T>>;
  readonly refetchInterval?: (items: readonly T[]) => number | false;
}

/**
 * A list that grows page by page. Not tRPC's own infinite query: that one sends a `direction` along, which the api, strict
 * about unknown fields, refuses.
 */
export function usePageQuery<I extends object, T>({ path, input, fetchPage, refetchInterval }: PageQueryOptions<I, T>) {
  const query = useInfiniteQuery({
    queryKey: [path, { input, type: 'infinite' }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchPage({ ...input, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refetchInterval?.(itemsOf(state.data)) ?? false,
  });
  const items = useMemo(() => itemsOf(query.data), [query.data]);
  return { ...query, items, total: query.data?.pages[0]?.total ?? 0 };
}

const itemsOf = <T>(data: InfiniteData<Page<T>> | undefined): T[] => data?.pages.flatMap((page) => page.items) ?? [];
