'use client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface WindowQueryOptions<I, T> {
  /** The procedure, e.g. `['devices', 'list']`: invalidating that noun asks for these pages anew as well. */
  readonly path: readonly string[];
  readonly input: I;
  readonly pageSize: number;
  readonly fetchPage: (input: I & { offset: number; limit: number }, signal: AbortSignal) => Promise<Page<T>>;
}

/** A page that is scrolled past in less is not asked for. */
const SETTLE_MS = 80;

/**
 * A list of any length of which only the pages on the screen are asked for, wherever somebody has scrolled to; a few more
 * stay in the cache for a while. `items` are the first page's.
 */
export function useWindowQuery<I extends object, T>({ path, input, pageSize, fetchPage }: WindowQueryOptions<I, T>) {
  const [shown, setShown] = useState<readonly number[]>([]);
  const pageQuery = (page: number) => ({
    queryKey: [path, { input, type: 'window', page }],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchPage({ ...input, offset: page * pageSize, limit: pageSize }, signal),
  });
  const first = useQuery({ ...pageQuery(0), placeholderData: keepPreviousData });
  const further = useQueries({ queries: shown.map(pageQuery) });
  const pages = new Map(further.map(({ data }, at) => [shown[at]!, data]));
  pages.set(0, first.data);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  /** The rows from one index to another are on the screen. */
  const show = useCallback(
    (from: number, to: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setShown((known) => pagesBetween(known, from, to, pageSize)), SETTLE_MS);
    },
    [pageSize],
  );
  const items = useMemo(() => first.data?.items ?? [], [first.data]);
  return {
    items,
    total: first.data?.total ?? 0,
    /** Every row that is at hand, in order; others are yet to come. */
    loaded: [...pages.keys()].sort((one, other) => one - other).flatMap((page) => pages.get(page)?.items ?? []),
    /** Undefined: yet to come. */
    rowAt: (index: number): T | undefined => pages.get(Math.floor(index / pageSize))?.items[index % pageSize],
    show,
    isPending: first.isPending,
    isSuccess: first.isSuccess,
    error: first.error ?? further.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all([first, ...further].map((page) => page.refetch())),
  };
}

/** The first page is always there. The same array where nothing has changed. */
function pagesBetween(known: readonly number[], from: number, to: number, pageSize: number): readonly number[] {
  const [begin, end] = [Math.max(1, Math.floor(from / pageSize)), Math.floor(to / pageSize)];
  const pages = Array.from({ length: Math.max(0, end - begin + 1) }, (_, at) => begin + at);
  return pages.length === known.length && pages.every((page, at) => page === known[at]) ? known : pages;
}
