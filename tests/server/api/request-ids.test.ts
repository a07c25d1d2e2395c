import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';

type Line = Record<string, unknown> & { msg: string };

describe('request ids', () => {
  let portal: TestPortal;
  const lines = (): Line[] =>
    portal
      .logs()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  /** The lines about a request; waits for its wide event, which comes when the connection has taken the answer. */
  const linesOf = async (requestId: string, msg: string): Promise<Line[]> => {
    for (;;) {
      const found = lines().filter((line) => line.requestId === requestId);
      if (found.some((line) => line.msg === msg)) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const call = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${portal.url}${path}`, { headers: { cookie: portal.adminCookie, ...headers } });

  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('an answer carries the id under which the log has its request, with what was called and by whom', async () => {
    const answer = await call('/api/trpc/devices.countries');
    const requestId = answer.headers.get('x-request-id')!;
    expect(requestId).toMatch(/^[0-9a-f]{16}$/);
    const [line] = await linesOf(requestId, 'request');
    expect(line).toMatchObject({ method: 'GET', path: '/api/trpc/devices.countries', status: 200 });
    expect(line!.durationMs).toEqual(expect.any(Number));
    expect(line!.calls).toEqual([
      {
        path: 'devices.countries',
        type: 'query',
        actor: 'admin@example.net',
        code: 'OK',
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('a good id of the caller is taken over, any other is not', async () => {
    const given = 'proxy-7f3a.01';
    expect((await call('/healthz', { 'x-request-id': given })).headers.get('x-request-id')).toBe(given);
    await linesOf(given, 'request');
    for (const bad of [
      'short',
      'x'.repeat(65),
      'with space 123',
      '{"level":"error"}',
      '-leading-dash',
      'ümlaut-7f3a01',
    ]) {
      const answer = await call('/healthz', {
        'x-request-id': encodeURI(bad) === bad ? bad : bad.replace('ü', '\u00fc'),
      });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it('a refusal and an error carry it in their answer, so that they can be quoted', async () => {
    const refused = await call('/api/trpc/devices.get?input=%7B%22id%22%3A%22nobody%22%7D');
    const requestId = refused.headers.get('x-request-id')!;
    expect(((await refused.json()) as { error: { data: object } }).error.data).toMatchObject({
      code: 'NOT_FOUND',
      requestId,
    });
    const [line] = await linesOf(requestId, 'request');
    expect(line!.calls).toMatchObject([{ path: 'devices.get', code: 'NOT_FOUND' }]);

    const unread = await call('/api/trpc/no.such.procedure');
    const { error } = (await unread.json()) as { error: { data: { requestId: string } } };
    expect(error.data.requestId).toBe(unread.headers.get('x-request-id'));
  });

  it('so does a refusal that came before anything was called', async () => {
    const many = await call(`/api/trpc/${Array(21).fill('account.me').join(',')}?batch=1`);
    const { error } = (await many.json()) as { error: { data: { requestId: string } } };
    expect([many.status, error.data.requestId]).toEqual([400, many.headers.get('x-request-id')]);
  });

  it('an unexpected error names it to the caller, and the log has the cause under it', async () => {
    // A device whose row no version of this program writes: reading it throws.
    const { id } = await portal.admin.credentials.create.mutate({ name: 'c', username: 'u', password: 'p' });
    const device = { name: 'odd', address: '127.0.0.9', country: 'DE', platform: 'frr' as const, credentialId: id };
    await portal.admin.devices.create.mutate(device);
    const { openDatabase } = await import('@/server/db/client');
    const db = await openDatabase(`file:${portal.dbPath}`);
    await db.sql.run(`UPDATE "Device" SET "createdAt" = 'no time' WHERE "name" = 'odd'`);
    await db.close();

    const answer = await call('/api/trpc/devices.list');
    const requestId = answer.headers.get('x-request-id')!;
    expect(answer.status).toBe(500);
    const { error } = (await answer.json()) as { error: { message: string; data: object } };
    expect(error.message).toContain(`(reference ${requestId})`);
    expect(error.data).toMatchObject({ requestId, reference: requestId });
    const found = await linesOf(requestId, 'request');
    expect(found.find(({ msg }) => msg === 'A call failed')).toMatchObject({
      path: 'devices.list',
      via: 'http',
      err: { message: expect.stringContaining('time') },
    });
  });

  it('each call over a websocket has one of its own, and one line; a subscription when it is over', async () => {
    const { client, close } = portal.socketClient({ cookie: portal.adminCookie });
    await client.devices.countries.query();
    const failed = await client.devices.get.query({ id: 'nobody' }).catch((error) => error);
    const { requestId } = failed.data as { requestId: string };
    expect(requestId).toMatch(/^[0-9a-f]{16}\.2$/);
    const [line] = await linesOf(requestId, 'call');
    expect(line).toMatchObject({ path: 'devices.get', type: 'query', code: 'NOT_FOUND', via: 'websocket' });
    await linesOf(requestId.replace(/2$/, '1'), 'call');
    await close();
  });

  it('no line of any of this holds a secret', () => {
    expect(portal.logs()).not.toContain(portal.adminPassword);
    expect(portal.logs()).not.toContain(portal.adminCookie.split('=')[1]);
  });
});
