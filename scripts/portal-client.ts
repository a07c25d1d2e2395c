// How another service talks to the portal: sign in once, make an API token, then call and subscribe with it.
import { createTRPCClient, createWSClient, httpLink, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import type { JobEvent } from '../src/domain/event';
import type { AppRouter } from '../src/server/api/app-router';

export interface PortalAccount {
  /** Without a path, e.g. `http://localhost:3000`. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

export type PortalClient = ReturnType<typeof portalClient>;

/** Signs in, makes an admin token named `tokenName`, and returns clients that use it. Rejects when the sign-in is refused. */
export async function connectPortal({ url, email, password }: PortalAccount, tokenName: string): Promise<PortalClient> {
  const cookie = await signIn({ url, email, password });
  const asPerson = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, headers: { cookie, origin: url } })],
  });
  const { token } = await asPerson.tokens.create.mutate({ name: tokenName, role: 'admin' });
  return portalClient(url, token);
}

/** Clients over HTTP (`trpc`) and websocket (`live`) with an API token. */
export function portalClient(url: string, token: string) {
  const trpc = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, headers: { authorization: `Bearer ${token}` } })],
  });
  const socket = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/ws/trpc`,
    connectionParams: { token },
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    // Never 0: a server that comes back would be met by all its clients at once.
    retryDelayMs: (attempt) => Math.min(10_000, 200 * 2 ** attempt) * (0.5 + Math.random() / 2),
  });
  const live = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });

  /** Every event of a job until its last, across reconnects. */
  const follow = (jobId: string, onEvent: (event: JobEvent) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      live.jobs.onEvents.subscribe(
        { jobId },
        { onData: ({ data }) => onEvent(data), onComplete: resolve, onError: reject },
      );
    });
  /** Resolves when the job has ended, watched as a page watches it: a snapshot, then frames without output. */
  const ended = (jobId: string): Promise<void> =>
    new Promise((resolve, reject) => {
      live.jobs.onProgress.subscribe({ jobId }, { onComplete: resolve, onError: reject });
    });
  return { token, trpc, live, follow, ended, close: () => socket.close() };
}

async function signIn({ url, email, password }: PortalAccount): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Sign-in as ${email} was refused: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
