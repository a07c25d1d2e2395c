'use client';
import { httpSubscriptionLink, type TRPCLink } from '@trpc/client';
import type { ConnectionStore } from '@/live/connection-store';
import type { AppRouter } from '@/server/api/app-router';

/** Event types of tRPC's server-sent events; the last one ends a stream in good order. */
const WORDS = ['message', 'ping', 'connected', 'return'];

/** Subscriptions as server-sent events, a request each. Browser only. */
export function streamLink(connection: ConnectionStore): TRPCLink<AppRouter> {
  class HeardStream extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init);
      for (const word of WORDS) this.addEventListener(word, () => connection.answered(Date.now()));
      // Left to itself a browser comes back at a fixed pace, all pages at once; live-link waits as it should.
      this.addEventListener('error', () => this.close());
    }
  }
  return httpSubscriptionLink<AppRouter, typeof EventSource>({ url: '/api/trpc', EventSource: HeardStream });
}
