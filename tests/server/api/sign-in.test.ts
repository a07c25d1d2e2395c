import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';

describe('signing in', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('sets a cookie that scripts cannot read, and the api knows the account by it', async () => {
    const response = await portal.signInResponse(portal.adminEmail, portal.adminPassword);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().join()).toMatch(/HttpOnly/i);
    expect(response.headers.getSetCookie().join()).toMatch(/SameSite=Lax/i);
    expect(await portal.admin.account.me.query()).toMatchObject({
      kind: 'user',
      name: portal.adminEmail,
      role: 'admin',
      limits: { maxBatchSize: 50 },
    });
  });

  it('answers the same for a wrong password and for an account that does not exist', async () => {
    const wrong = await portal.signInResponse(portal.adminEmail, 'not the password');
    const unknown = await portal.signInResponse('nobody@example.net', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await unknown.text()).toBe(await wrong.text());
  });

  it('ends at sign-out: the same cookie opens nothing any more', async () => {
    const cookie = await portal.signIn(portal.adminEmail, portal.adminPassword);
    const client = portal.client({ cookie });
    await client.account.me.query();
    const out = await fetch(`${portal.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: portal.url },
    });
    expect(out.status).toBe(200);
    await expect(client.account.me.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
  });

  it('is throttled per account after ten failures, for accounts that do not exist as well', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await portal.signInResponse('guessed@example.net', `guess number ${attempt}`)).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect((await portal.signInResponse(portal.adminEmail, portal.adminPassword)).status).toBe(200);
  });

  it('is throttled as well when all guesses come at once', async () => {
    const guesses = Array.from({ length: 30 }, (_, n) =>
      portal.signInResponse('burst@example.net', `guess number ${n}`),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('works for a program, which sends no Origin, with or without an old cookie', async () => {
    const signIn = (headers: Record<string, string>) =>
      fetch(`${portal.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ email: portal.adminEmail, password: portal.adminPassword }),
      }).then(({ status }) => status);
    expect(await signIn({})).toBe(200);
    expect(await signIn({ cookie: portal.adminCookie })).toBe(200);
    expect(await signIn({ origin: 'https://evil.example' })).toBe(403);
    expect(await signIn({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('leaves no way to sign up or to reach the other paths of the auth library', async () => {
    for (const path of ['sign-up/email', 'admin/list-users', 'admin/set-role', 'update-user', 'delete-user', 'ok']) {
      const response = await fetch(`${portal.url}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: portal.url, cookie: portal.adminCookie },
        body: JSON.stringify({ email: 'new@example.net', password: 'a long enough one', name: 'New' }),
      });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });
});
