import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startPortal, type TestPortal } from '../../support/portal';
import { openSocket } from '../../support/raw-call';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

describe('the door', () => {
  let portal: TestPortal;
  let token: string;
  beforeAll(async () => {
    portal = await startPortal();
    token = await portal.createToken('viewer');
  });
  afterAll(() => portal.close());

  /** node:http sends the Host and Origin that it is told; fetch would not. */
  function ask(path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const req = request(portal.url + path, { method, headers }, (res) => {
        let text = '';
        res.on('data', (chunk) => {
          text += chunk;
        });
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
      });
      req.on('error', reject);
      req.end(body);
    });
  }

  /** 101, or the status with which the upgrade was refused. */
  function upgrade(path: string, headers: Record<string, string>): Promise<number> {
    const socket = new WebSocket(portal.url.replace('http', 'ws') + path, { headers });
    return new Promise((resolve) => {
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0));
      socket.on('error', () => resolve(0));
    });
  }

  it('answers health, readiness and metrics without sign-in', async () => {
    expect((await ask('/healthz', {})).status).toBe(200);
    expect((await ask('/readyz', {})).status).toBe(200);
    const metrics = async () => (await ask('/metrics', {})).body;
    expect(await metrics()).toMatch(/process_cpu_user_seconds_total/);
    expect(await metrics()).toMatch(/areazero_jobs\{state="running"\} 0/);
    // Those of another test may still be on their way out.
    await expect.poll(metrics).toMatch(/areazero_websocket_clients 0/);
  });

  it('refuses a forged Host on every path, upgrades included', async () => {
    for (const path of ['/healthz', '/', '/api/trpc/setup.status', '/api/auth/get-session']) {
      expect([path, (await ask(path, { host: 'evil.example' })).status]).toEqual([path, 421]);
    }
    expect(await upgrade('/ws/trpc', { host: 'evil.example', origin: portal.url })).toBe(421);
  });

  it.each([
    ['foreign', 'https://evil.example'],
    ['null', 'null'],
    ['look-alike by suffix', 'http://localhost.evil.example'],
    ['look-alike by port', 'http://localhost:1'],
    ['look-alike by scheme', 'https://localhost'],
  ])('refuses a websocket with a good cookie and a %s Origin before the upgrade', async (_, origin) => {
    expect(await upgrade('/ws/trpc', { cookie: portal.adminCookie, origin })).toBe(403);
  });

  it('refuses a websocket with a good cookie and no Origin, and takes one with ours', async () => {
    expect(await upgrade('/ws/trpc', { cookie: portal.adminCookie })).toBe(403);
    expect(await upgrade('/ws/trpc', { cookie: portal.adminCookie, origin: portal.url })).toBe(101);
  });

  it('takes a websocket of a service without Origin or cookie, which is nobody until it shows a token', async () => {
    const socket = await openSocket(portal, { token });
    expect((await socket.call('query', 'account.me', {})).body).toContain('"kind":"token"');
    await socket.close();
    const nobody = await openSocket(portal, null);
    expect((await nobody.call('query', 'account.me', {})).code).toBe('UNAUTHORIZED');
    await nobody.close();
  });

  it('upgrades no other path', async () => {
    for (const path of ['/', '/ws', '/ws/trpc/more', '/api/trpc/account.me', '/_next/webpack-hmr']) {
      expect([path, await upgrade(path, { origin: portal.url })]).toEqual([path, 0]);
    }
  });

  it('refuses calls that a page of another origin makes with our cookie, and takes the same with ours', async () => {
    const body = JSON.stringify({ name: 'x', role: 'viewer' });
    const headers = { cookie: portal.adminCookie, 'content-type': 'application/json' };
    const call = (more: Record<string, string>) =>
      ask('/api/trpc/tokens.create', { ...headers, ...more }, 'POST', body).then(({ status }) => status);
    expect(await call({ origin: 'https://evil.example' })).toBe(403);
    expect(await call({ origin: 'null' })).toBe(403);
    expect(await call({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await call({ origin: portal.url })).toBe(200);
    expect((await ask('/api/auth/sign-out', { ...headers, origin: 'https://evil.example' }, 'POST')).status).toBe(403);
  });

  it('does not add the rights of a cookie to a token', async () => {
    const headers = { cookie: portal.adminCookie, authorization: `Bearer ${token}` };
    expect((await ask('/api/trpc/tokens.list', headers)).status).toBe(403);
    expect((await ask('/api/trpc/tokens.list', { ...headers, authorization: 'Bearer nonsense' })).status).toBe(401);
    expect((await ask('/api/trpc/tokens.list', { ...headers, authorization: 'Basic eDp5' })).status).toBe(401);
  });

  it('bounds a body to 10 MB and a batch to 20 calls', async () => {
    const headers = { cookie: portal.adminCookie, 'content-type': 'application/json' };
    const big = await ask(
      '/api/trpc/devices.import',
      headers,
      'POST',
      JSON.stringify({ content: 'x'.repeat(10_100_000) }),
    );
    expect(big.status).toBe(413);
    expect(big.body).toContain('The body is larger than 10 MB');
    const paths = (count: number) => `/api/trpc/${Array(count).fill('setup.status').join(',')}?batch=1`;
    expect((await ask(paths(20), {})).status).toBe(200);
    expect((await ask(paths(21), {})).status).toBe(400);
    expect((await ask('/api/auth/sign-in/email', headers, 'POST', 'x'.repeat(200_000))).status).toBe(413);
  });

  it('bounds a websocket message to 1 MiB and 20 calls, and a socket to 100 subscriptions', async () => {
    const big = await openSocket(portal, { token });
    big.socket.on('error', () => {});
    big.socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'x'.repeat(1_100_000) } }));
    const [code] = await once(big.socket, 'close');
    expect(code).toBe(1009);

    const many = await openSocket(portal, { token });
    const answers: string[] = [];
    many.socket.on('message', (data: Buffer) => answers.push(data.toString()));
    const query = (id: number) => ({ id, method: 'query', params: { path: 'account.me', input: {} } });
    many.socket.send(JSON.stringify(Array.from({ length: 21 }, (_, i) => query(1_000 + i))));
    await once(many.socket, 'message');
    expect(answers.join()).toContain('expected at most 20 calls in one message');
    await many.close();
  });

  it('sends the security headers with every answer', async () => {
    for (const path of ['/healthz', '/api/trpc/setup.status', '/nowhere']) {
      const { headers } = await ask(path, {});
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
  });

  it('answers odd addresses without an error of its own', async () => {
    for (const path of [
      '//',
      '/api/trpc/',
      '/api/trpc/%',
      '/api/auth/%2e%2e',
      '/%00',
      '/api/trpc/__proto__',
      '/api/trpc/jobs.constructor',
    ]) {
      expect([path, (await ask(path, {})).status < 500]).toEqual([path, true]);
    }
  });
});
