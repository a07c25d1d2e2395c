import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import { createDeviceStore } from '@/server/db/device-store';
import { createJumpHostStore, type JumpHostInput, type JumpHostStore } from '@/server/db/jump-host-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let store: JumpHostStore;
let credentialId: string;

beforeEach(async () => {
  temp = await tempDatabase();
  store = createJumpHostStore(temp.db);
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 3)));
  const made = await credentials.create({ name: 'hop', username: 'hop', password: 'x' });
  credentialId = made.ok ? made.id : '';
});
afterEach(() => temp.remove());

const input = (name: string, change: Partial<JumpHostInput> = {}): JumpHostInput => ({
  name,
  address: `${name}.example.net`,
  port: 22,
  credentialId,
  viaId: null,
  algorithms: 'modern',
  keepalive: true,
  maxSessions: 10,
  ...change,
});

async function made(name: string, change: Partial<JumpHostInput> = {}): Promise<string> {
  const saved = await store.create(input(name, change));
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.id;
}

const fieldOf = async (saving: ReturnType<JumpHostStore['create']>) => {
  const saved = await saving;
  return saved.ok ? null : saved.error.field;
};

it('keeps what it was given and finds it by id', async () => {
  const id = await made('b1', { algorithms: 'legacy', keepalive: false });
  expect(await store.find(id)).toEqual({ id, ...input('b1', { algorithms: 'legacy', keepalive: false }) });
  expect(await store.get(id)).toMatchObject({ id, devices: 0, behind: 0 });
  expect(await store.find('none')).toBeNull();
});

it('refuses a second one of the same name or address, and what does not exist', async () => {
  await made('b1');
  expect(await fieldOf(store.create(input('b1', { address: 'other.example.net' })))).toBe('name');
  expect(await fieldOf(store.create(input('b2', { address: 'B1.example.net.' })))).toBe('address');
  expect(await fieldOf(store.create(input('b2', { credentialId: 'none' })))).toBe('credentialId');
  expect(await fieldOf(store.create(input('b2', { viaId: 'none' })))).toBe('viaId');
});

it('lets a chain have two at most, from whichever end it is made longer', async () => {
  const first = await made('b1');
  const second = await made('b2', { viaId: first });
  expect(await fieldOf(store.create(input('b3', { viaId: second })))).toBe('viaId');
  const before = await made('b0');
  expect(await fieldOf(store.update(first, { viaId: before }))).toBe('viaId');
  expect(await fieldOf(store.update(before, { viaId: before }))).toBe('viaId');
  expect(await fieldOf(store.update(second, { viaId: null }))).toBeNull();
  expect(await fieldOf(store.update(first, { viaId: before }))).toBeNull();
});

it('is not deleted while devices or other jump hosts are reached through it', async () => {
  const devices = createDeviceStore(temp.db);
  const first = await made('b1');
  const second = await made('b2', { viaId: first });
  const fields = { port: 22, country: 'DE', platform: 'frr', credentialId } as const;
  const device = await devices.create({ ...fields, name: 'r1', address: '10.0.0.1', jumpHostId: second });
  expect(await store.delete(first)).toEqual({ ok: false, reason: 'in_use', devices: 0, behind: 1 });
  expect(await store.delete(second)).toEqual({ ok: false, reason: 'in_use', devices: 1, behind: 0 });
  await devices.update(device.ok ? device.id : '', { jumpHostId: null });
  expect(await store.delete(second)).toEqual({ ok: true });
  expect(await store.delete(first)).toEqual({ ok: true });
  expect(await store.delete(first)).toEqual({ ok: false, reason: 'not_found' });
});

it('is a field of a device that must exist', async () => {
  const devices = createDeviceStore(temp.db);
  const fields = { port: 22, country: 'DE', platform: 'frr', credentialId } as const;
  const refused = await devices.create({ ...fields, name: 'r1', address: '10.0.0.1', jumpHostId: 'none' });
  expect(refused).toMatchObject({ ok: false, error: { field: 'jumpHostId' } });
});

it('keeps its credential from being deleted', async () => {
  await made('b1');
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 3)));
  expect(await credentials.delete(credentialId)).toEqual({ ok: false, reason: 'in_use', devices: 0, jumpHosts: 1 });
});
