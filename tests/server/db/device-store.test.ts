import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import type { DeviceInput } from '@/server/db/device-record';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { createImportStore } from '@/server/db/import-store';
import { createJobStore } from '@/server/db/job-store';
import { samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let store: DeviceStore;
let credentialId: string;

beforeEach(async () => {
  temp = await tempDatabase();
  store = createDeviceStore(temp.db);
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 7)));
  const saved = await credentials.create({ name: 'edge', username: 'ops', password: 'x' });
  credentialId = saved.ok ? saved.id : '';
});
afterEach(() => temp.remove());

const input = (change: Partial<DeviceInput> = {}): DeviceInput => ({
  name: 'r1',
  address: '10.0.0.1',
  port: 22,
  country: 'DE',
  platform: 'cisco_ios',
  credentialId,
  ...change,
});

async function made(change: Partial<DeviceInput> = {}): Promise<string> {
  const saved = await store.create(input(change));
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.id;
}

async function fleet(size: number) {
  const devices = Array.from({ length: size }, (_, i) => ({
    before: null,
    device: input({
      name: `r${String((i * 7919) % size).padStart(5, '0')}`,
      address: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
      country: ['DE', 'JP', 'BR'][i % 3]!,
      tags: i % 2 ? ['core', `pod-${i % 5}`] : [],
    }),
  }));
  const write = { writes: devices, by: 'noc', source: 'test', unchanged: 0 };
  expect(await createImportStore(temp.db).write(write)).toMatchObject({ ok: true });
}

it('gives back what was entered, tags once each and sorted', async () => {
  const id = await made({ site: 'Berlin 1', tags: ['core', 'b', 'core'] });
  expect(await store.get(id)).toMatchObject({ ...input(), id, site: 'Berlin 1', tags: ['b', 'core'] });
  expect(await store.get('nobody')).toBeNull();
});

it('names the other device when a name or an address is taken, in any spelling', async () => {
  await made({ name: 'berlin-1', address: '2001:db8::1' });
  expect(await store.create(input({ name: 'berlin-1' }))).toMatchObject({ ok: false, error: { field: 'name' } });
  const sameAddress = await store.create(input({ name: 'other', address: '2001:0DB8:0:0::0001' }));
  expect(sameAddress).toMatchObject({ ok: false, error: { field: 'address' } });
  expect(sameAddress.ok || sameAddress.error.message).toContain('berlin-1');
  expect(await store.create(input({ name: 'other', address: '2001:db8::1', port: 2222 }))).toMatchObject({ ok: true });
});

it('refuses a credential that does not exist, naming the field', async () => {
  expect(await store.create(input({ credentialId: 'nope' }))).toMatchObject({ error: { field: 'credentialId' } });
  expect((await store.list({})).total).toBe(0);
});

it('updates only the given fields, and finds the device by its new ones', async () => {
  const id = await made({ site: 'Berlin', tags: ['core'] });
  expect(await store.update(id, { name: 'r9', tags: ['edge'] })).toEqual({ ok: true, id });
  expect(await store.get(id)).toMatchObject({ name: 'r9', site: 'Berlin', address: '10.0.0.1', tags: ['edge'] });
  expect((await store.list({ search: 'edge' })).total).toBe(1);
  expect((await store.list({ search: 'core' })).total).toBe(0);
  expect(await store.update('nobody', { name: 'x' })).toMatchObject({ ok: false, error: { field: 'id' } });
});

it('refuses an update onto the address of another device', async () => {
  await made();
  const id = await made({ name: 'r2', address: '10.0.0.2' });
  expect(await store.update(id, { address: '10.0.0.1' })).toMatchObject({ error: { field: 'address' } });
  expect(await store.get(id)).toMatchObject({ address: '10.0.0.2' });
});

it('deletes all of the given devices or, with one unknown, none', async () => {
  const ids = [await made(), await made({ name: 'r2', address: '10.0.0.2' })];
  expect(await store.deleteMany([...ids, 'ghost'])).toEqual({ ok: false, unknown: ['ghost'] });
  expect((await store.list({})).total).toBe(2);
  expect(await store.deleteMany([...ids, ids[0]!])).toEqual({ ok: true, deleted: 2 });
  expect((await store.list({})).total).toBe(0);
});

it('keeps the history of a deleted device', async () => {
  const id = await made();
  const jobs = createJobStore(temp.db);
  const plan = samplePlan('j1', 1);
  await jobs.create({ ...plan, devices: plan.devices.map((device) => ({ ...device, deviceId: id })) });
  await store.deleteMany([id]);
  expect((await jobs.load('j1'))?.plan.devices[0]?.deviceId).toBe(id);
});

it('searches name, address, site and tags in any case and any script', async () => {
  await made({ name: 'zrh-core', site: 'Zürich', tags: ['MPLS'] });
  for (const search of ['ZRH', '10.0.0', 'zÜRICH', 'mpls']) expect((await store.list({ search })).total).toBe(1);
  expect((await store.list({ search: 'zurich' })).total).toBe(0);
});

it('takes %, _ and backslash in a search for what they are', async () => {
  await made({ name: 'a_b', site: '100%' });
  await made({ name: 'axb', address: '10.0.0.2', site: 'back\\slash' });
  expect((await store.list({ search: 'a_b' })).items.map(({ name }) => name)).toEqual(['a_b']);
  expect((await store.list({ search: '%' })).items.map(({ name }) => name)).toEqual(['a_b']);
  expect((await store.list({ search: '\\' })).items.map(({ name }) => name)).toEqual(['axb']);
});

it('pages through every device exactly once, in order, while devices come and go', async () => {
  await fleet(1_037);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<DeviceStore['list']>> = await store.list({ cursor, limit: 100 });
    if (seen.length === 200) {
      await store.deleteMany([page.items[0]!.id]);
      await made({ name: 'a-new-first-one', address: '192.0.2.1' });
    }
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual([...seen].sort());
  expect(new Set(seen).size).toBe(1_037);
  expect(seen).toHaveLength(1_037);
});

it('starts from the beginning with a cursor that it did not make', async () => {
  await fleet(3);
  for (const cursor of ['nonsense', 'W10', 'WzFd']) expect((await store.list({ cursor })).items).toHaveLength(3);
});

it('filters by country, platform and tag, alone and together, and counts what matches', async () => {
  await fleet(30);
  expect(await store.list({ country: 'DE', limit: 4 })).toMatchObject({ total: 10 });
  expect((await store.list({ tag: 'core' })).total).toBe(15);
  expect((await store.list({ tag: 'cor' })).total).toBe(0);
  expect((await store.list({ tag: 'core', country: 'JP' })).total).toBe(5);
  expect((await store.list({ platform: 'frr' })).total).toBe(0);
  expect(await store.countries()).toEqual(['BR', 'DE', 'JP'].map((country) => ({ country, total: 10 })));
  expect(await store.platforms()).toEqual([{ platform: 'cisco_ios', total: 30 }]);
  expect(await store.tags()).toContainEqual({ tag: 'core', total: 15 });
});

it('selects by ids in the order given, or names those it does not know', async () => {
  await fleet(1_200);
  const ids = (await store.selectByFilter({})).map(({ id }) => id).reverse();
  const found = await store.selectByIds([...ids, ids[0]!]);
  expect(found.ok && found.devices.map(({ id }) => id)).toEqual(ids);
  expect(await store.selectByIds(['x', ids[0]!, 'y'])).toEqual({ ok: false, unknown: ['x', 'y'] });
});

it('selects by filter everything that matches, by name', async () => {
  await fleet(1_201);
  const names = (await store.selectByFilter({ country: 'DE' })).map(({ name }) => name);
  expect(names).toHaveLength(401);
  expect(names).toEqual([...names].sort());
});

it('gives the same list, and the same total, by cursor, from any offset and in one page, whatever the filter', async () => {
  await fleet(60);
  for (const filter of [
    {},
    { search: 'r0' },
    { search: 'pod-1' },
    { tag: 'core' },
    { tag: 'core', country: 'JP' },
    { country: 'DE' },
  ]) {
    const all = await store.selectByFilter(filter);
    expect((await store.list({ ...filter, limit: 1000 })).items).toEqual(all);
    const byCursor: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.list({ ...filter, limit: 7, cursor });
      expect(page.total).toBe(all.length);
      byCursor.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(byCursor).toEqual(all.map(({ name }) => name));
    for (const offset of [0, 1, all.length - 3, all.length, 1000]) {
      const page = await store.list({ ...filter, limit: 5, offset });
      expect(page).toMatchObject({ items: all.slice(offset, offset + 5), total: all.length });
    }
  }
});
