import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Accounts, createAccounts } from '@/server/auth/accounts';
import { testAuth } from '../../support/auth';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let accounts: Accounts;
beforeAll(async () => {
  temp = await tempDatabase();
  accounts = createAccounts(testAuth(temp));
});
afterAll(() => temp.remove());

it('one admin stays, also when all of them are taken the role or disabled at one moment', async () => {
  const ids = await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const password = 'correct horse battery';
      const made = await accounts.create({ email: `${name}@example.net`, password, name, role: 'admin' });
      if (!made.ok) throw new Error(made.reason);
      return made.id;
    }),
  );
  const changes = await Promise.all(
    ids.map((id, nth) => (nth === 1 ? accounts.setDisabled(id, true) : accounts.setRole(id, 'viewer'))),
  );
  expect(changes).toEqual([{ ok: true }, { ok: true }, { ok: false, reason: 'last_admin' }]);
  const left = (await accounts.list()).filter(({ role, disabled }) => role === 'admin' && !disabled);
  expect(left.map(({ id }) => id)).toEqual([ids[2]]);
});
