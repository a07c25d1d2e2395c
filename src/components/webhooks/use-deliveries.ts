'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DELIVERY_STATES, type DeliveryState } from '@/domain/webhook';
import { api } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import type { Delivery } from './webhook';

const PAGE = 50;
/** Attempts are made while one looks at the page. */
export const REFRESH_MS = 3_000;

/** Which deliveries are in view, kept in the address. */
export const useDeliveryState = () => useQueryState('state', parseAsStringLiteral(DELIVERY_STATES));

/** The deliveries of one webhook, newest first, page by page. */
export function useDeliveries(id: string, state: DeliveryState | null) {
  const { client } = api.useUtils();
  return usePageQuery<{ id: string; state?: DeliveryState; limit: number }, Delivery>({
    path: ['webhooks', 'deliveries'],
    input: { id, limit: PAGE, ...(state ? { state } : {}) },
    fetchPage: (input, signal) => client.webhooks.deliveries.query(input, { signal }),
    refetchInterval: () => REFRESH_MS,
  });
}
