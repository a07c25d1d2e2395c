import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';
import { callHttp, openSocket } from '../../support/raw-call';

/** Sockets whose token was revoked, and streams over HTTP: tests/server/api/open-sockets.test.ts. */
describe('API tokens over the api', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const find = async (id: string) => (await portal.admin.tokens.list.query()).find((token) => token.id === id)!;

  it('are nowhere in the files of the database, nor in the log, the list and the audit trail', async () => {
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'scheduler', role: 'operator' });
    expect((await callHttp(portal, { token }, 'account.me', {})).code).toBeNull();
    await portal.admin.tokens.revoke.mutate({ id });
    const folder = dirname(portal.dbPath);
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(1);
    const secret = token.slice('azt_'.length);
    for (const file of files) expect((await readFile(join(folder, file))).includes(secret), file).toBe(false);
    const seen = JSON.stringify([await portal.admin.tokens.list.query(), await portal.admin.audit.list.query({})]);
    expect(seen).toContain('scheduler');
    expect(seen + portal.logs()).not.toContain(secret);
  });

  it('say when they were used last, and by whom they were made', async () => {
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'dashboard', role: 'viewer' });
    expect(await find(id)).toMatchObject({ lastUsedAt: null, createdBy: portal.adminEmail, role: 'viewer' });
    const before = Date.now();
    await callHttp(portal, { token }, 'account.me', {});
    // No call waits for that to be written down.
    await expect.poll(async () => Date.parse((await find(id)).lastUsedAt ?? '')).toBeGreaterThanOrEqual(before);
  });

  it('end at their time: the open websocket is closed, and the next request refused', async () => {
    const expiresAt = new Date(Date.now() + 6_000).toISOString();
    const { token } = await portal.admin.tokens.create.mutate({ name: 'short', role: 'admin', expiresAt });
    const { socket, call } = await openSocket(portal, { token });
    const closed = once(socket, 'close');
    expect((await call('query', 'account.me', {})).code).toBeNull();
    const [code] = await closed;
    expect(code).toBe(1008);
    expect((await callHttp(portal, { token }, 'account.me', {})).code).toBe('UNAUTHORIZED');
  });

  it.each([
    ['expiresAt', { expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt: expected a time to come'],
    ['expiresAt', { expiresAt: 'tomorrow' }, 'expiresAt: expected a time as ISO 8601 in UTC'],
    ['role', { role: 'root' }, 'role: expected one of: viewer, operator, admin'],
    ['name', { name: 'a\nb' }, 'name: expected no control characters'],
  ])('are not made with a wrong %s: %j', async (field, change, message) => {
    const admin = { cookie: portal.adminCookie };
    const answer = await callHttp(portal, admin, 'tokens.create', { name: 'x', role: 'viewer', ...change });
    expect([answer.code, answer.fields[0]?.field, answer.message]).toEqual(['BAD_REQUEST', field, message]);
  });
});
