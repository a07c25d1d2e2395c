import { afterAll, beforeAll, expect, it } from 'vitest';
import { deriveKey } from '@/server/auth/derive-key';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import { checkSealed, sealedLines } from '@/server/sealed-check';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

const secretKey = Buffer.alloc(32, 5);
let temp: TempDatabase;
beforeAll(async () => {
  temp = await tempDatabase();
});
afterAll(() => temp.remove());

const lines = async (key: Buffer | undefined) => sealedLines(await checkSealed(temp.db, key));

it('a restore says which secrets a key opens, and names single ones that it does not', async () => {
  expect(await lines(secretKey)).toEqual([]);
  const store = createCredentialStore(temp.db, createSecretBox(deriveKey(secretKey, 'credentials')));
  await store.create({ name: 'core', username: 'ops', password: 'pw', realm: null, loginsPerSecond: null });
  const saved = await store.create({
    name: 'edge',
    username: 'ops',
    privateKey: 'k',
    realm: null,
    loginsPerSecond: null,
  });
  // Without any secret there is nothing to open.
  await store.create({ name: 'guest', username: 'guest', realm: null, loginsPerSecond: null });
  expect(await lines(secretKey)).toEqual(['SECRET_KEY opens all 2 credentials.']);
  expect(await lines(undefined)).toEqual([
    expect.stringMatching(/^WARNING: SECRET_KEY is not set, .*: credentials\.$/),
  ]);
  const id = saved.ok ? saved.id : '';
  await temp.db.prisma.credential.update({ where: { id }, data: { sealedPrivateKey: 'v1.moved.away' } });
  expect(await lines(secretKey)).toEqual([
    'WARNING: SECRET_KEY does not open 1 of 2 credentials (edge): no device that uses them can be logged in to.',
    'Start the portal with the key of the time of the backup, or enter anew what does not open.',
  ]);
});
