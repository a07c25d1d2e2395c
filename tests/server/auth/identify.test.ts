import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Accounts, createAccounts } from '@/server/auth/accounts';
import { createApiTokens } from '@/server/auth/api-tokens';
import type { Auth } from '@/server/auth/better-auth';
import { createIdentify, type Identify } from '@/server/auth/identify';
import { createTokenStore, type TokenStore } from '@/server/db/token-store';
import { testAuth } from '../../support/auth';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

const log = { warn: () => {}, error: () => {} };
const password = 'correct horse battery';
let temp: TempDatabase;
let auth: Auth;
let accounts: Accounts;
let store: TokenStore;
let identify: Identify;
beforeAll(async () => {
  temp = await tempDatabase();
  auth = testAuth(temp);
  accounts = createAccounts(auth);
  store = createTokenStore(temp.db);
  identify = createIdentify(auth, createApiTokens(store, log));
});
afterAll(() => temp.remove());

async function signedIn(email: string): Promise<{ id: string; cookie: string }> {
  const made = await accounts.create({ email, password, name: email, role: 'operator' });
  if (!made.ok) throw new Error(made.reason);
  const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
  return {
    id: made.id,
    cookie: headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; '),
  };
}

const token = (name: string) =>
  createApiTokens(store, log).create({
    name,
    role: 'viewer',
    expiresAt: null,
    createdBy: { kind: 'user', id: 'u', name: 'u', role: 'admin' },
  });

it('lets people and services in while a transaction is open', async () => {
  const { cookie } = await signedIn('open@example.net');
  const { token: secret } = await token('open');
  await temp.db.sql.transaction(async (tx) => {
    await tx.run('DELETE FROM "Session"');
    await tx.run('UPDATE "ApiToken" SET "revokedAt" = "createdAt"');
    // As things stand: nothing of that is committed. On the writer's connection this would wait for itself.
    expect(await identify({ cookie })).toMatchObject({ name: 'open@example.net', role: 'operator' });
    expect(await identify({ token: secret })).toMatchObject({ name: 'token:open', role: 'viewer' });
  });
  expect(await identify({ cookie })).toBeNull();
  expect(await identify({ token: secret })).toBeNull();
});

it('refuses whoever was signed out, disabled or revoked from the moment that this was answered', async () => {
  const away: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const { id, cookie } = await signedIn(`crowd-${i}@example.net`);
      const { id: tokenId, token: secret } = await token(`crowd-${i}`);
      if (!(await identify({ cookie })) || !(await identify({ token: secret }))) away.push('never let in');
      if (i % 2 === 0) await auth.api.signOut({ headers: new Headers({ cookie }) });
      else await accounts.setDisabled(id, true);
      if ((await identify({ cookie })) !== null) away.push('still signed in');
      await store.revoke(tokenId, new Date());
      if ((await identify({ token: secret })) !== null) away.push('not revoked');
    }),
  );
  expect(away).toEqual([]);
});

it('takes a role away at once', async () => {
  const { id, cookie } = await signedIn('role@example.net');
  await accounts.setRole(id, 'viewer');
  expect(await identify({ cookie })).toMatchObject({ role: 'viewer' });
});
