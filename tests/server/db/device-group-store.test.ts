import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import { createDeviceGroupStore, type DeviceGroupStore } from '@/server/db/device-group-store';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { createJobTemplateStore } from '@/server/db/job-template-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let devices: DeviceStore;
let store: DeviceGroupStore;
/** r1 and r2 in DE, r3 in FR, r4 in JP; r1 and r3 are tagged core. */
let ids: string[];

beforeEach(async () => {
  temp = await tempDatabase();
  devices = createDeviceStore(temp.db);
  store = createDeviceGroupStore(temp.db);
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 3)));
  const made = await credentials.create({ name: 'lab', username: 'lab', password: 'x' });
  const credentialId = made.ok ? made.id : '';
  ids = [];
  for (const [at, country] of ['DE', 'DE', 'FR', 'JP'].entries()) {
    const name = `r${at + 1}`;
    const tags = at % 2 === 0 ? ['core'] : [];
    const fields = {
      name,
      address: `10.0.0.${at + 1}`,
      port: 22,
      country,
      platform: 'frr',
      credentialId,
      tags,
    } as const;
    const saved = await devices.create(fields);
    if (saved.ok) ids.push(saved.id);
  }
});
afterEach(() => temp.remove());

const BY = { description: null, createdBy: 'operator@example.net' };

async function made(input: Partial<Parameters<DeviceGroupStore['create']>[0]> & { name: string }): Promise<string> {
  const saved = await store.create({ ...BY, ...input });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.id;
}

async function namesIn(id: string, filter = {}): Promise<string[]> {
  const within = (await store.get(id))!.members;
  const found = await devices.selectByFilter({ ...filter, within });
  expect(await devices.count({ ...filter, within })).toBe(found.length);
  expect((await devices.list({ ...filter, within })).total).toBe(found.length);
  return found.map(({ name }) => name);
}

it('a filter group holds whoever matches when it is asked, a list the devices that it was given', async () => {
  const filter = await made({ name: 'DACH', filter: { countries: ['DE', 'AT', 'CH'] } });
  const list = await made({ name: 'Two', deviceIds: [ids[3]!, ids[0]!, ids[3]!] });
  expect(await namesIn(filter)).toEqual(['r1', 'r2']);
  expect(await namesIn(list)).toEqual(['r1', 'r4']);
  await devices.update(ids[2]!, { country: 'AT' });
  await devices.update(ids[0]!, { country: 'JP' });
  expect(await namesIn(filter)).toEqual(['r2', 'r3']);
  expect(await namesIn(list)).toEqual(['r1', 'r4']);
});

it('narrows a group of either kind by a filter, never widens it', async () => {
  const filter = await made({ name: 'DACH', filter: { country: 'DE' } });
  const list = await made({ name: 'Two', deviceIds: [ids[0]!, ids[3]!] });
  expect(await namesIn(filter, { tag: 'core' })).toEqual(['r1']);
  // The same field on both sides: both must hold.
  expect(await namesIn(filter, { country: 'FR' })).toEqual([]);
  expect(await namesIn(list, { countries: ['DE', 'FR'] })).toEqual(['r1']);
  const within = (await store.get(list))!.members;
  expect(await devices.countries({ within })).toEqual([
    { country: 'DE', total: 1 },
    { country: 'JP', total: 1 },
  ]);
  expect(await devices.platforms({ within })).toEqual([{ platform: 'frr', total: 2 }]);
});

it('a deleted device leaves its lists, and they say so until they are told to forget it', async () => {
  const list = await made({ name: 'Three', deviceIds: ids.slice(0, 3) });
  await devices.deleteMany([ids[0]!, ids[2]!]);
  expect(await namesIn(list)).toEqual(['r2']);
  expect(await store.get(list)).toMatchObject({ deletedDevices: 2 });
  expect((await store.list({})).items).toMatchObject([{ name: 'Three', deletedDevices: 2 }]);
  expect(await store.deletedDevices(list, 10)).toEqual(['r1', 'r3']);
  expect(await store.forgetDeleted(list)).toEqual({ ok: true, name: 'Three', changed: 2 });
  expect(await store.get(list)).toMatchObject({ deletedDevices: 0 });
  expect(await namesIn(list)).toEqual(['r2']);
});

it('takes devices in and out of a list, all or none, and of a list alone', async () => {
  const list = await made({ name: 'List', deviceIds: [ids[0]!] });
  expect(await store.addDevices(list, [ids[0]!, ids[1]!])).toEqual({ ok: true, name: 'List', changed: 1 });
  const unknown = await store.addDevices(list, [ids[2]!, 'ghost']);
  expect(unknown).toEqual({ ok: false, reason: 'unknown_devices', unknown: ['ghost'] });
  expect(await namesIn(list)).toEqual(['r1', 'r2']);
  expect(await store.removeDevices(list, [ids[0]!, ids[3]!, 'ghost'])).toMatchObject({ ok: true, changed: 1 });
  expect(await namesIn(list)).toEqual(['r2']);
  const filter = await made({ name: 'Filter', filter: { country: 'DE' } });
  expect(await store.addDevices(filter, [ids[2]!])).toEqual({ ok: false, reason: 'not_a_list' });
  expect(await store.removeDevices('none', [ids[2]!])).toEqual({ ok: false, reason: 'not_found' });
});

it('saves nothing of a list with an unknown device', async () => {
  const refused = await store.create({ ...BY, name: 'List', deviceIds: [ids[0]!, 'ghost'] });
  expect(refused).toEqual({ ok: false, unknown: ['ghost'] });
  expect((await store.list({})).total).toBe(0);
});

it('keeps names apart and kinds as they are', async () => {
  const filter = await made({ name: 'A', filter: { country: 'DE' } });
  const list = await made({ name: 'B', deviceIds: [ids[0]!] });
  expect(await store.create({ ...BY, name: 'A', filter: {} })).toMatchObject({ ok: false, error: { field: 'name' } });
  expect(await store.update(list, { name: 'A' })).toMatchObject({ ok: false, error: { field: 'name' } });
  expect(await store.update(list, { filter: { tag: 'x' } })).toMatchObject({ ok: false, error: { field: 'filter' } });
  expect(await store.update('none', { name: 'C' })).toMatchObject({ ok: false, error: { field: 'id' } });
  expect(await store.update(filter, { name: 'A', filter: { tag: 'core' }, description: 'Core' })).toMatchObject({
    ok: true,
  });
  expect(await store.get(filter)).toMatchObject({ name: 'A', description: 'Core', filter: { tag: 'core' } });
  expect(await store.names()).toEqual([
    { id: filter, name: 'A', kind: 'filter' },
    { id: list, name: 'B', kind: 'list' },
  ]);
});

it('pages through its groups by name', async () => {
  for (const name of ['c', 'a', 'b']) await made({ name, filter: { tag: name } });
  const first = await store.list({ limit: 2 });
  const second = await store.list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect([first.total, second.nextCursor]).toEqual([3, null]);
});

it('is not deleted while a template uses it; its devices stay', async () => {
  const templates = createJobTemplateStore(temp.db);
  const list = await made({ name: 'List', deviceIds: ids });
  const order = { commands: ['show version'] };
  const template = await templates.create({ ...BY, name: 'Nightly', order, groupId: list });
  expect(await store.delete(list)).toEqual({ ok: false, reason: 'in_use', templates: ['Nightly'] });
  await templates.delete(template.ok ? template.id : '');
  expect(await store.delete(list)).toEqual({ ok: true, name: 'List' });
  expect(await store.delete(list)).toEqual({ ok: false, reason: 'not_found' });
  expect(await devices.count({})).toBe(4);
});
