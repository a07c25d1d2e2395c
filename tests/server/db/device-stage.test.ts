import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeviceConflict, openDeviceStage } from '@/server/db/device-stage';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { databaseTime, seenDevices } from '@/server/db/import-write';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let devices: DeviceStore;
beforeEach(async () => {
  temp = await tempDatabase();
  devices = createDeviceStore(temp.db);
  await temp.db.prisma.credential.create({ data: { id: 'c', name: 'c', username: 'u' } });
});
afterEach(() => temp.remove());

const AT = databaseTime(new Date('2030-01-01T00:00:00Z'));
const input = (n: number, tags: readonly string[] = []) =>
  ({
    name: `r${n}`,
    address: `10.0.0.${n}`,
    port: 22,
    country: 'DE',
    platform: 'frr',
    credentialId: 'c',
    tags,
  }) as const;

async function made(n: number, tags?: readonly string[]): Promise<string> {
  const saved = await devices.create(input(n, tags));
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.id;
}
async function seen(id: string) {
  const { device, seenAt } = (await seenDevices(temp.db.reads.sql, [id])).get(id)!;
  return { id, seenAt, from: device };
}
const all = async () => (await devices.selectByFilter({})).map(({ name, address, tags }) => [name, address, ...tags]);

it('writes nothing where a device that is to change or to go was changed, retagged or deleted after it was seen', async () => {
  for (const edit of [
    (id: string) => devices.update(id, { site: 'elsewhere' }),
    (id: string) => devices.update(id, { tags: ['other'] }),
    (id: string) => devices.deleteMany([id]),
  ]) {
    for (const how of ['changed', 'dropped'] as const) {
      const [one, two] = [await made(1), await made(2)];
      const [first, second] = [await seen(one), await seen(two)];
      const stage = await openDeviceStage(temp.db.sql, new Set(['country']));
      const staged = [first, second].map((at) => ({ ...at, device: { ...at.from, country: 'FR' } }));
      await stage.add(how === 'changed' ? { changed: staged } : { dropped: staged });
      await edit(two);
      const before = await devices.selectByFilter({});
      await expect(temp.db.sql.transaction((tx) => stage.apply(tx, AT))).rejects.toBeInstanceOf(DeviceConflict);
      expect(await devices.selectByFilter({})).toEqual(before);
      await stage.close();
      await devices.deleteMany(before.map(({ id }) => id));
    }
  }
});

it('lets devices change places and names with one another, and with one that goes', async () => {
  const [one, two, three] = [
    await seen(await made(1, ['a'])),
    await seen(await made(2, ['b'])),
    await seen(await made(3)),
  ];
  const stage = await openDeviceStage(temp.db.sql, new Set(['name', 'address', 'canonicalEndpoint', 'searchText']));
  await stage.add({
    changed: [
      { ...one, device: { ...one.from, name: 'r2', address: '10.0.0.2' } },
      { ...two, device: { ...two.from, name: 'r1', address: '10.0.0.3', tags: ['b', 'c'] } },
    ],
    dropped: [three],
    fresh: [{ id: 'fresh', device: { ...three.from, name: 'r3', address: '10.0.0.1', tags: ['new'] } }],
  });
  await temp.db.sql.transaction((tx) => stage.apply(tx, AT));
  await stage.close();
  expect(await all()).toEqual([
    ['r1', '10.0.0.3', 'b', 'c'],
    ['r2', '10.0.0.2', 'a'],
    ['r3', '10.0.0.1', 'new'],
  ]);
  expect((await devices.list({ search: '10.0.0.3' })).items.map(({ name }) => name)).toEqual(['r1']);
});

it('leaves nothing behind', async () => {
  const stage = await openDeviceStage(temp.db.sql, new Set());
  await stage.add({ fresh: [{ id: 'x', device: { ...(await seen(await made(1))).from, name: 'x' } }] });
  await stage.close();
  expect(await temp.db.sql.all('SELECT "name" FROM temp.sqlite_master')).toEqual([]);
  expect(await all()).toEqual([['r1', '10.0.0.1']]);
});
