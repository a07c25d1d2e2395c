'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { httpBatchLink, splitLink, wsLink } from '@trpc/client';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { type ConnectionStore, createConnectionStore } from '@/live/connection-store';
import { liveLink } from '@/live/live-link';
import type { AppRouter } from '@/server/api/app-router';
import { TooltipProvider } from '../ui/tooltip';
import { api } from './api';
import { ConnectionContext } from './connection-context';
import { documentSight } from './document-sight';
import { openLiveSocket } from './live-socket';
import { streamLink } from './live-stream';
import { createQueryClient } from './query-client';

/** As many as the server takes in one request. */
const MAX_BATCHED_CALLS = 20;

function createClients(live: boolean) {
  const queryClient = createQueryClient();
  const connection = createConnectionStore();
  // POST, since a plan of thousands of device ids does not fit into an address.
  const http = httpBatchLink<AppRouter>({
    url: '/api/trpc',
    maxItems: MAX_BATCHED_CALLS,
    methodOverride: 'POST',
    fetch: (url, init) => heardFetch(connection, url, init as RequestInit),
  });
  // A refused upgrade says nothing about why; asking who we are over HTTP does.
  const onLost = () => void queryClient.invalidateQueries({ queryKey: [['account', 'me']] });
  const link =
    live && typeof window !== 'undefined'
      ? splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: liveLink({
            connection,
            websocket: wsLink<AppRouter>({ client: openLiveSocket(connection, onLost) }),
            http: streamLink(connection),
            sight: documentSight,
            onLost,
          }),
          false: http,
        })
      : http;
  return { queryClient, trpcClient: api.createClient({ links: [link] }), connection };
}

/** Tells the connection whether the server can be reached over HTTP; a proxy's own 502 is no word of the server. */
async function heardFetch(connection: ConnectionStore, url: RequestInfo | URL | string, init: RequestInit) {
  try {
    const response = await fetch(url, init);
    if (response.status < 502) connection.answered(Date.now());
    else connection.unanswered();
    const json = response.headers.get('content-type')?.includes('json');
    // A page of the proxy: as JSON it would say "unexpected token".
    if (!json && response.status >= 500) throw new Error(`The portal cannot be reached (HTTP ${response.status})`);
    return response;
  } catch (error) {
    if (!init.signal?.aborted) connection.unanswered();
    throw error;
  }
}

/** What every page stands in. `live` opens the websocket: only for people who are signed in. */
export function Providers({ live, children }: { live: boolean; children: ReactNode }) {
  const [{ queryClient, trpcClient, connection }] = useState(() => createClients(live));
  return (
    <api.Provider client={trpcClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          <ConnectionContext value={connection}>
            <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
          </ConnectionContext>
        </NuqsAdapter>
        <Toaster
          position="bottom-right"
          theme="system"
          toastOptions={{
            classNames: {
              toast: '!bg-popover !border-border !text-foreground !rounded-lg !text-body !font-sans',
              description: '!text-muted-foreground',
              actionButton: '!h-7 !rounded-md !border !border-input !bg-card !px-2 !text-foreground !text-xs',
            },
          }}
        />
      </QueryClientProvider>
    </api.Provider>
  );
}
