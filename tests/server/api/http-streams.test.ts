import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpContext } from '@/server/api/http-context';
import { trpcHttpHandler } from '@/server/api/trpc-http';
import { type As, headersOf, startPortal, type TestPortal } from '../../support/portal';

describe('subscriptions over HTTP', () => {
  let portal: TestPortal;
  let silent: Server;
  let jobId: string;
  let viewer: As;
  beforeAll(async () => {
    portal = await startPortal({ env: { HANDSHAKE_TIMEOUT_MS: '600000' } });
    // A router that says nothing: its job runs for as long as the tests need it.
    silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const credential = await portal.admin.credentials.create.mutate({ name: 'c', username: 'u', password: 'p' });
    const device = { name: 'silent', address: '127.0.0.1', port, country: 'DE', platform: 'frr' } as const;
    const { id } = await portal.admin.devices.create.mutate({ ...device, credentialId: credential.id });
    const created = await portal.admin.jobs.create.mutate({ deviceIds: [id], commands: ['show version'] });
    jobId = created.jobId;
    viewer = { token: await portal.createToken('viewer') };
  });
  afterAll(async () => {
    await portal.admin.jobs.cancel.mutate({ jobId });
    silent.close();
    await portal.close();
  });

  const open = (as: As, input: object, base = portal.url) => {
    const query = encodeURIComponent(JSON.stringify(input));
    const address = `${base}/api/trpc/jobs.onProgress?input=${query}`;
    return fetch(address, { headers: { ...headersOf(as), accept: 'text/event-stream' } });
  };

  /** Reads a stream until what came contains `word`, and ends it. */
  async function readUntil(response: Response, word: string): Promise<string> {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(word)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended before ${word}: ${text}`);
      text += value;
    }
    await reader.cancel();
    return text;
  }

  it('begin with a snapshot whose id resumes them, and say when silence means that they are dead', async () => {
    const first = await readUntil(await open(viewer, { jobId }), '"type":"snapshot"');
    expect(first).toContain('event: connected');
    const { reconnectAfterInactivityMs } = JSON.parse(/data: (\{"reconnect.*\})/.exec(first)![1]!);
    expect(reconnectAfterInactivityMs).toBeGreaterThan(5_000);
    const { seq } = await portal.admin.jobs.get.query({ jobId });
    const resumed = await readUntil(await open(viewer, { jobId, lastEventId: String(seq) }), 'event: ping');
    expect(resumed).not.toContain('snapshot');
  });

  it('are refused to who may not, as any other call', async () => {
    const response = await open(null, { jobId });
    expect(await response.text()).toContain('UNAUTHORIZED');
  });

  it('are limited: one more than may be open is refused, and a place comes back when one ends', async () => {
    const serve = trpcHttpHandler(portal.services, createHttpContext(portal.services, 2));
    const actor = { kind: 'token', id: '1', name: 'test', role: 'viewer' } as const;
    const server: HttpServer = createServer((req, res) => {
      const closed = once(res, 'close').then(() => server.emit('stream-closed'));
      void Promise.all([serve(req, res, { whoAsks: async () => actor, address: '127.0.0.1' }), closed]);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const held = [await open(null, { jobId }, base), await open(null, { jobId }, base)];
    expect(held.map(({ status }) => status)).toEqual([200, 200]);
    const refused = await open(null, { jobId }, base);
    expect(await refused.text()).toContain('TOO_MANY_REQUESTS');
    const freed = once(server, 'stream-closed');
    await held[0]!.body!.cancel();
    await freed;
    const next = await open(null, { jobId }, base);
    await readUntil(next, 'snapshot');
    await held[1]!.body!.cancel();
    server.closeAllConnections();
    server.close();
  });
});
