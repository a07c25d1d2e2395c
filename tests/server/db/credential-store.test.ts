import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { type CredentialStore, createCredentialStore } from '@/server/db/credential-store';
import { createDeviceStore } from '@/server/db/device-store';
import { NO_SECRET } from '@/server/engine/ports';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let store: CredentialStore;
beforeEach(async () => {
  temp = await tempDatabase();
  store = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 1)));
});
afterEach(() => temp.remove());

const secrets = {
  password: 'p4ss-plain-secret',
  privateKey: 'key-plain-secret',
  enablePassword: 'enable-plain-secret',
  passphrase: 'phrase-plain-secret',
};

async function made(name = 'edge', given: object = secrets): Promise<string> {
  const saved = await store.create({ name, username: 'ops', ...given });
  if (!saved.ok) throw new Error(saved.reason);
  return saved.id;
}

it('reveals to a login exactly what was entered', async () => {
  const id = await made();
  expect(await store.reveal(id)).toEqual({ ...NO_SECRET, username: 'ops', ...secrets });
  expect(await store.reveal('nobody')).toBeNull();
});

it('never gives a secret back to a list, and has none in the database as text', async () => {
  await made();
  expect(await store.list()).toEqual([
    expect.objectContaining({
      name: 'edge',
      hasPassword: true,
      hasPrivateKey: true,
      hasEnablePassword: true,
      hasPassphrase: true,
      realm: null,
      loginsPerSecond: null,
      devices: 0,
    }),
  ]);
  expect(JSON.stringify(await store.list())).not.toContain('-plain-secret');
  expect(JSON.stringify(await temp.db.prisma.credential.findMany())).not.toContain('-plain-secret');
});

it('keeps the secrets that an update does not name, and takes away those that it sets to null', async () => {
  const id = await made();
  expect(await store.update(id, { username: 'new', password: 'next', enablePassword: null })).toEqual({ ok: true, id });
  expect(await store.reveal(id)).toEqual({
    ...NO_SECRET,
    username: 'new',
    password: 'next',
    privateKey: 'key-plain-secret',
    passphrase: 'phrase-plain-secret',
    enablePassword: null,
  });
});

it('does not reveal a ciphertext that was moved to another credential', async () => {
  const [a, b] = [await made('a'), await made('b')];
  const row = await temp.db.prisma.credential.findUniqueOrThrow({ where: { id: a } });
  await temp.db.prisma.credential.update({ where: { id: b }, data: { sealedPassword: row.sealedPassword } });
  await expect(store.reveal(b)).rejects.toThrow(/sealedPassword does not open/);
});

it('refuses a name that is taken, and an unknown id', async () => {
  const id = await made('a');
  await made('b');
  expect(await store.create({ name: 'a', username: 'x' })).toEqual({ ok: false, reason: 'name_taken' });
  expect(await store.update(id, { name: 'b' })).toEqual({ ok: false, reason: 'name_taken' });
  expect(await store.update(id, { name: 'a' })).toEqual({ ok: true, id });
  expect(await store.update('nobody', { name: 'z' })).toEqual({ ok: false, reason: 'not_found' });
});

it('refuses to delete a credential that devices use, with their number', async () => {
  const id = await made();
  const devices = createDeviceStore(temp.db);
  const device = {
    name: 'r1',
    address: '10.0.0.1',
    port: 22,
    country: 'DE',
    platform: 'frr',
    credentialId: id,
  } as const;
  const saved = await devices.create(device);
  expect(await store.delete(id)).toEqual({ ok: false, reason: 'in_use', devices: 1, jumpHosts: 0 });
  await devices.deleteMany([saved.ok ? saved.id : '']);
  expect(await store.delete(id)).toEqual({ ok: true });
  expect(await store.delete(id)).toEqual({ ok: false, reason: 'not_found' });
});

it('gives the lowest limit of a realm to each of its credentials, and its own to one without a realm', async () => {
  const fast = await made('fast', { realm: 'tacacs', loginsPerSecond: 20 });
  const slow = await made('slow', { realm: 'tacacs', loginsPerSecond: 0.5 });
  const silent = await made('silent', { realm: 'tacacs' });
  const own = await made('own', { loginsPerSecond: 3 });
  // Named like the realm that a credential without one is by itself.
  await made('look-alike', { realm: own, loginsPerSecond: 1 });
  const shared = await store.limitOf(fast);
  expect(shared).toMatchObject({ loginsPerSecond: 0.5 });
  expect(await store.limitOf(slow)).toEqual(shared);
  expect(await store.limitOf(silent)).toEqual(shared);
  expect(await store.limitOf(own)).toMatchObject({ loginsPerSecond: 3 });
  expect((await store.limitOf(own))?.realm).not.toBe(shared?.realm);
});

it('knows no limit where none was set, of no credential, and after it was taken away', async () => {
  const id = await made('edge', { realm: 'tacacs' });
  expect([await store.limitOf(id), await store.limitOf('nobody')]).toEqual([null, null]);
  const own = await made('own', { loginsPerSecond: 3 });
  await store.update(own, { username: 'new' });
  expect(await store.get(own)).toMatchObject({ realm: null, loginsPerSecond: 3 });
  await store.update(own, { loginsPerSecond: null });
  expect(await store.limitOf(own)).toBeNull();
});

it('finds ids by name for imports', async () => {
  const id = await made('edge');
  expect(await store.idsByName()).toEqual(new Map([['edge', id]]));
});
