import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import type { DeviceInput } from '@/server/db/device-record';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { createImportStore, type ImportStore } from '@/server/db/import-store';
import { type ImportedDevice, KEPT_IMPORTS } from '@/server/db/import-write';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let devices: DeviceStore;
let imports: ImportStore;
let credentialId: string;
let otherCredentialId: string;

beforeEach(async () => {
  temp = await tempDatabase();
  devices = createDeviceStore(temp.db);
  imports = createImportStore(temp.db);
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 3)));
  const made = async (name: string) => {
    const saved = await credentials.create({ name, username: 'ops', password: 'x' });
    if (!saved.ok) throw new Error(saved.reason);
    return saved.id;
  };
  credentialId = await made('ops');
  otherCredentialId = await made('other');
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
const fresh = (change: Partial<DeviceInput> = {}): ImportedDevice => ({ before: null, device: input(change) });
async function changed(id: string, change: Partial<DeviceInput>): Promise<ImportedDevice> {
  const before = await devices.get(id);
  if (!before) throw new Error(`There is no ${id}`);
  return { before, device: { ...before, ...change } };
}
const write = (...writes: ImportedDevice[]) => imports.write({ writes, by: 'noc', source: 'fleet.csv', unchanged: 1 });
async function written(...writes: ImportedDevice[]): Promise<string> {
  const done = await write(...writes);
  if (!done.ok) throw new Error(done.reason);
  return done.importId;
}
async function made(change: Partial<DeviceInput> = {}): Promise<string> {
  const saved = await devices.create(input(change));
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.id;
}
const inventory = async () =>
  (await devices.list({})).items.map(({ createdAt: _, updatedAt: __, ...device }) => device);
const names = async () => (await inventory()).map(({ name }) => name);

it('writes all or nothing when the inventory changed in between', async () => {
  const id = await made();
  const ok = fresh({ name: 'new', address: '10.0.0.9' });
  const conflict = { ok: false, reason: 'conflict' };
  expect(await write(ok, fresh({ name: 'clash', address: '10.0.0.1' }))).toEqual(conflict);
  expect(await write(ok, { before: { ...input(), id: 'gone' }, device: input() })).toEqual(conflict);
  expect(await write(ok, await changed(id, { credentialId: 'gone' }))).toEqual(conflict);
  const planned = await changed(id, { country: 'FR' });
  await devices.update(id, { tags: ['by hand'] });
  expect(await write(ok, planned)).toEqual(conflict);
  expect(await names()).toEqual(['r1']);
  expect((await imports.list({})).total).toBe(0);
});

it('changes a device as a whole: fields, tags and what is searched', async () => {
  const id = await made({ tags: ['old'], site: 'Berlin' });
  await written(await changed(id, { name: 'r1b', tags: ['new'], site: null }));
  expect(await devices.get(id)).toMatchObject({ name: 'r1b', tags: ['new'], site: null });
  expect((await devices.list({ search: 'new' })).total).toBe(1);
  expect((await devices.list({ search: 'old' })).total).toBe(0);
});

it('undoes an import: what it made is gone, what it changed is exactly as before', async () => {
  const id = await made({ tags: ['core', 'eu'], site: 'Berlin', keepalive: false, algorithms: 'legacy' });
  const before = await inventory();
  const change = {
    name: 'r9',
    address: '10.0.0.99',
    port: 2222,
    tags: [],
    site: null,
    credentialId: otherCredentialId,
  };
  const run = await written(
    await changed(id, { ...change, keepalive: true, algorithms: 'modern' }),
    // Stands where the other one was.
    fresh({ name: 'r2', address: '10.0.0.1' }),
  );
  expect(await names()).toEqual(['r2', 'r9']);
  expect(await imports.undo(run, 'admin')).toEqual({ ok: true, deleted: 1, restored: 1 });
  expect(await inventory()).toEqual(before);
  expect((await devices.list({ search: 'berlin' })).total).toBe(1);
  const { items } = await imports.list({});
  expect(items).toMatchObject([
    {
      id: run,
      by: 'noc',
      source: 'fleet.csv',
      created: 1,
      updated: 1,
      unchanged: 1,
      undoneBy: 'admin',
      canUndo: false,
    },
  ]);
  expect(await imports.undo(run, 'admin')).toEqual({ ok: false, reason: 'undone' });
});

it('undoes nothing when a device was changed or deleted since, and names it', async () => {
  const [one, two] = [await made(), await made({ name: 'r2', address: '10.0.0.2' })];
  const run = await written(
    await changed(one, { country: 'FR' }),
    await changed(two, { country: 'FR' }),
    fresh({ name: 'r3', address: '10.0.0.3' }),
  );
  await devices.update(two, { site: 'Paris' });
  await devices.deleteMany([(await devices.list({ search: 'r3' })).items[0]!.id]);
  const before = await inventory();
  expect(await imports.undo(run, 'admin')).toEqual({ ok: false, reason: 'changed', devices: ['r2', 'r3'], total: 2 });
  expect(await inventory()).toEqual(before);
  expect((await imports.list({})).items).toMatchObject([{ undoneAt: null, canUndo: true }]);
});

it('undoes nothing when another device has the former name or address now, or the former credential is gone', async () => {
  const id = await made();
  const run = await written(await changed(id, { name: 'r1b', address: '10.0.0.2' }));
  const taker = await made({ name: 'taker', address: '10.0.0.1' });
  expect(await imports.undo(run, 'admin')).toMatchObject({ reason: 'changed', devices: ['taker'] });
  await devices.update(taker, { name: 'r1', address: '10.0.0.3' });
  expect(await imports.undo(run, 'admin')).toMatchObject({ reason: 'changed', devices: ['r1'] });
  await devices.deleteMany([taker]);
  expect(await imports.undo(run, 'admin')).toMatchObject({ ok: true });

  const second = await written(await changed(id, { credentialId: otherCredentialId }));
  await temp.db.prisma.credential.delete({ where: { id: credentialId } });
  expect(await imports.undo(second, 'admin')).toEqual({ ok: false, reason: 'gone' });
  expect(await devices.get(id)).toMatchObject({ credentialId: otherCredentialId });
});

it('knows the newest of imports that came in one millisecond, or after the clock was set back', async () => {
  const runs: string[] = [];
  const noon = Date.parse('2026-11-28T12:00:00Z');
  try {
    for (const now of [noon, noon, noon, noon - 3_600_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now });
      runs.unshift(await written(fresh({ name: `r${runs.length}`, address: `10.0.0.${runs.length}` })));
    }
  } finally {
    vi.useRealTimers();
  }
  expect((await imports.list({})).items.map(({ id }) => id)).toEqual(runs);
});

it('undoes imports one after the other, newest first, as far back as they are kept', async () => {
  const runs: string[] = [];
  for (let i = 0; i <= KEPT_IMPORTS; i += 1) {
    runs.push(await written(fresh({ name: `r${i}`, address: `10.0.0.${i}` })));
  }
  expect(await imports.undo('nobody', 'admin')).toEqual({ ok: false, reason: 'not_found' });
  expect(await imports.undo(runs[1]!, 'admin')).toEqual({ ok: false, reason: 'not_last' });
  for (const run of runs.slice(1).reverse()) expect(await imports.undo(run, 'admin')).toMatchObject({ ok: true });
  // The first one is in the history, and what it wrote is forgotten.
  expect(await imports.undo(runs[0]!, 'admin')).toEqual({ ok: false, reason: 'not_last' });
  expect(await names()).toEqual(['r0']);
  expect(await temp.db.prisma.importPart.count()).toBe(0);
  expect((await imports.list({ limit: 4 })).items.map(({ id }) => id)).toEqual(runs.slice(-4).reverse());
});

it('undoes 3,000 devices in one go', async () => {
  const many = Array.from({ length: 3_000 }, (_, i) => ({ name: `d${i}`, address: `10.1.${i >> 8}.${i & 255}` }));
  await written(...many.map((one) => fresh({ ...one, tags: ['a'] })));
  const { items } = await devices.list({ limit: 1000 });
  const before = await inventory();
  const run = await written(
    ...(await Promise.all(items.map(({ id }) => changed(id, { country: 'JP', tags: ['b', 'c'] })))),
  );
  expect(await imports.undo(run, 'admin')).toEqual({ ok: true, deleted: 0, restored: items.length });
  expect(await inventory()).toEqual(before);
});
