'use client';
import { useEffect, useRef, useState } from 'react';
import { api, type Inputs, type Outputs } from '../shell/api';

export type SearchedDevice = Outputs['jobs']['searchOutputs']['items'][number];
type Input = Omit<Inputs['jobs']['searchOutputs'], 'cursor' | 'limit'>;

export interface OutputSearch {
  readonly items: readonly SearchedDevice[];
  /** Matches in all that was looked at, listed or not. */
  readonly devices: number;
  readonly lines: number;
  readonly scanned: number;
  readonly total: number;
  readonly done: boolean;
  /** More devices match than are listed. */
  readonly more: boolean;
  readonly error: string | null;
}

const NOTHING: OutputSearch = {
  items: [],
  devices: 0,
  lines: 0,
  scanned: 0,
  total: 0,
  done: false,
  more: false,
  error: null,
};
/** Listed at a time; behind them matches are only counted until somebody asks for more. */
const LISTED = 50;

/**
 * Searches stretch by stretch for as long as the query stands: first what is listed, then the rest for the count. `run` is
 * counted up to search anew, as when more devices have answered.
 */
export function useOutputSearch(input: Input | null, run: number): OutputSearch & { showMore(): void } {
  const { client } = api.useUtils();
  const [search, setSearch] = useState(NOTHING);
  const listedTo = useRef<string | null>(null);
  const key = JSON.stringify([input, run]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for input and run
  useEffect(() => {
    setSearch(NOTHING);
    listedTo.current = null;
    if (!input) return;
    const abort = new AbortController();
    const { signal } = abort;
    void (async () => {
      let cursor: string | null = null;
      let listed = 0;
      do {
        const limit = Math.max(0, LISTED - listed);
        const page: Outputs['jobs']['searchOutputs'] = await client.jobs.searchOutputs.query(
          { ...input, limit, ...(cursor ? { cursor } : {}) },
          { signal },
        );
        if (signal.aborted) return;
        listed += page.items.length;
        cursor = page.nextCursor;
        if (limit > 0) listedTo.current = cursor;
        setSearch((before) => joined(before, page));
      } while (cursor);
    })().catch((error) => {
      if (!signal.aborted) setSearch((before) => ({ ...before, done: true, error: messageOf(error) }));
    });
    return () => abort.abort();
  }, [client, key]);

  async function showMore(): Promise<void> {
    if (!input) return;
    const items: SearchedDevice[] = [];
    let cursor = listedTo.current;
    try {
      while (cursor && items.length < LISTED) {
        const page: Outputs['jobs']['searchOutputs'] = await client.jobs.searchOutputs.query({
          ...input,
          limit: LISTED - items.length,
          cursor,
        });
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      listedTo.current = cursor;
      setSearch((before) => withItems(before, items));
    } catch (error) {
      setSearch((before) => ({ ...before, error: messageOf(error) }));
    }
  }
  return { ...search, showMore: () => void showMore() };
}

function joined(before: OutputSearch, page: Outputs['jobs']['searchOutputs']): OutputSearch {
  const devices = before.devices + page.devices;
  const items = [...before.items, ...page.items];
  return {
    items,
    devices,
    lines: before.lines + page.lines,
    scanned: before.scanned + page.scanned,
    total: page.total,
    done: page.nextCursor === null,
    more: items.length < devices,
    error: null,
  };
}

const withItems = (before: OutputSearch, more: readonly SearchedDevice[]): OutputSearch => {
  const items = [...before.items, ...more];
  return { ...before, items, more: items.length < before.devices };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'The server did not say why');
