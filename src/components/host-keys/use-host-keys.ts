'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { api, type Outputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { useDebounced } from '../ui/use-debounced';

export type HostKey = Outputs['hostKeys']['list']['items'][number];

const PAGE = 100;
/** Jobs refuse keys while one looks at the page. */
const REFRESH_MS = 5_000;

/** What is looked for, kept in the address: other pages link to one device here. */
export const useHostKeySearch = () => useQueryState('q', parseAsString.withDefault(''));

/** The keys that wait for a decision, or those that are pinned and undisputed, page by page as one scrolls. */
export function useHostKeys(pending: boolean, search: string) {
  const { client } = api.useUtils();
  const settled = useDebounced(search.trim(), 250, search);
  return usePageQuery<{ pending: boolean; search?: string; limit: number }, HostKey>({
    path: ['hostKeys', 'list'],
    input: { pending, limit: PAGE, ...(settled ? { search: settled } : {}) },
    fetchPage: (input, signal) => client.hostKeys.list.query(input, { signal }),
    refetchInterval: () => (pending ? REFRESH_MS : false),
  });
}

/** As people know it: the device's name where the inventory has one. */
export const hostKeyName = ({ endpoint, device, jumpHost }: HostKey): string =>
  device?.name ?? jumpHost?.name ?? endpoint;
