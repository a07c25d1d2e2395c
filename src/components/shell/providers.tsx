'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { httpBatchLink, splitLink, wsLink } from '@trpc/client';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import type { AppRouter } from '@/server/api/app-router';
import { TooltipProvider } from '../ui/tooltip';
import { api } from './api';
import { ConnectionContext } from './connection-context';
import { createConnectionStore } from './connection-store';
import { type LiveSocket, openLiveSocket } from './live-socket';
import { createQueryClient } from './query-client';

/** As many as the server takes in one request. */
const MAX_BATCHED_CALLS = 20;

function createClients(live: boolean) {
  const queryClient = createQueryClient();
  // POST, since a plan of thousands of device ids does not fit into an address.
  const http = httpBatchLink<AppRouter>({ url: '/api/trpc', maxItems: MAX_BATCHED_CALLS, methodOverride: 'POST' });
  // A refused upgrade says nothing about why; asking who we are over HTTP does.
  const onLost = () => void queryClient.invalidateQueries({ queryKey: [['account', 'me']] });
  const socket: LiveSocket | null = live && typeof window !== 'undefined' ? openLiveSocket(onLost) : null;
  const link = socket
    ? splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink<AppRouter>({ client: socket.client }),
        false: http,
      })
    : http;
  return {
    queryClient,
    trpcClient: api.createClient({ links: [link] }),
    connection: socket?.connection ?? createConnectionStore(),
  };
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
              toast: '!bg-popover !border-border !text-foreground !rounded-lg !text-[13px] !font-sans',
              description: '!text-muted-foreground',
            },
          }}
        />
      </QueryClientProvider>
    </api.Provider>
  );
}
