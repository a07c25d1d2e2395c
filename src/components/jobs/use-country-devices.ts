'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../shell/api';

const PAGE = 500;

/** Ids of all devices of several countries, country by country; null until they are known. */
export function useCountryDevices(countries: readonly string[]): readonly string[] | null {
  const { client } = api.useUtils();
  const { data } = useQuery({
    queryKey: ['device-ids-of-countries', countries],
    enabled: countries.length > 1,
    queryFn: async ({ signal }) => {
      const ids: string[] = [];
      for (const country of countries) {
        let cursor: string | null = null;
        do {
          const page: { items: readonly { id: string }[]; nextCursor: string | null } = await client.devices.list.query(
            { country, limit: PAGE, ...(cursor ? { cursor } : {}) },
            { signal },
          );
          ids.push(...page.items.map((device) => device.id));
          cursor = page.nextCursor;
        } while (cursor);
      }
      return ids;
    },
  });
  return data ?? null;
}
