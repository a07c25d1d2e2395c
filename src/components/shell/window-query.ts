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

/** So often at most pages are asked for while somebody scrolls; those that were passed in between are not. */
const ASK_EVERY_MS = 120;

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

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef<readonly [number, number]>([0, 0]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  /** The rows from one index to another are on the screen. */
  const show = useCallback(
    (from: number, to: number) => {
      latest.current = [from, to];
      // Not begun anew by each call: a table that settles its rows calls often, and would never be given any.
      timer.current ??= setTimeout(() => {
        timer.current = null;
        setShown((known) => pagesBetween(known, ...latest.current, pageSize));
      }, ASK_EVERY_MS);
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
