import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type As, headersOf, type TestPortal } from './portal';

/** The part of an answer that tests look at. `code` is null for a call that was answered with data. */
export interface Answer {
  readonly code: string | null;
  readonly message: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly body: string;
}

function answerOf(body: string): Answer {
  const parsed = JSON.parse(body) as {
    error?: { message: string; data: { code: string; fields?: Answer['fields'] | null } };
  };
  return {
    code: parsed.error?.data.code ?? null,
    message: parsed.error?.message ?? '',
    fields: parsed.error?.data.fields ?? [],
    body,
  };
}

/** One call over HTTP as another service would make it, without tRPC's own client. */
export async function callHttp(portal: TestPortal, as: As, path: string, input: unknown): Promise<Answer> {
  const response = await fetch(`${portal.url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(as) },
    body: JSON.stringify(input),
  });
  return answerOf(await response.text());
}

export interface RawSocket {
  readonly socket: WebSocket;
  call(method: 'query' | 'mutation' | 'subscription', path: string, input: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** A websocket as another service would open it: cookie with an Origin, or a token in the connection parameters. */
export async function openSocket(portal: TestPortal, as: As): Promise<RawSocket> {
  const withToken = as && 'token' in as;
  const headers = as && 'cookie' in as ? { cookie: as.cookie, origin: portal.url } : {};
  const socket = new WebSocket(`${portal.wsUrl}${withToken ? '?connectionParams=1' : ''}`, { headers });
  await once(socket, 'open');
  if (withToken) socket.send(JSON.stringify({ method: 'connectionParams', data: { token: as.token } }));
  let id = 0;
  return {
    socket,
    call(method, path, input) {
      id += 1;
      const mine = id;
      return new Promise((resolve, reject) => {
        const onMessage = (data: Buffer) => {
          const body = data.toString();
          if (!body.startsWith('{') || (JSON.parse(body) as { id: unknown }).id !== mine) return;
          socket.off('message', onMessage);
          socket.off('close', onClose);
          resolve(answerOf(body));
        };
        const onClose = (code: number) =>
          reject(new Error(`The socket was closed (${code}) before ${path} was answered`));
        socket.on('message', onMessage);
        socket.once('close', onClose);
        socket.send(JSON.stringify({ id: mine, method, params: { path, input } }));
      });
    },
    async close() {
      if (socket.readyState === socket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.terminate();
      await closed;
    },
  };
}
