'use client';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { SEARCH_MODES } from '@/domain/search';

/** What the outputs tab keeps in the page's address. `country` and `platform` are those of the device list. */
export function useOutputParams() {
  return useQueryStates(
    {
      find: parseAsString.withDefault(''),
      mode: parseAsStringLiteral(SEARCH_MODES).withDefault('text'),
      command: parseAsInteger,
      country: parseAsString,
      platform: parseAsStringLiteral(DEVICE_PLATFORMS),
    },
    { history: 'replace' },
  );
}
