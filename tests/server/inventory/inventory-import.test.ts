import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '@/server/auth/secret-box';
import { createCredentialStore } from '@/server/db/credential-store';
import { createDeviceStore, type DeviceStore } from '@/server/db/device-store';
import { createImportStore, type ImportStore } from '@/server/db/import-store';
import { createJumpHostStore, type JumpHostStore } from '@/server/db/jump-host-store';
import { readCsv } from '@/server/inventory/csv-table';
import { createInventoryImport, type InventoryImport } from '@/server/inventory/inventory-import';
import type { ReadAs } from '@/server/inventory/inventory-rows';
import { readOpened } from '@/server/inventory/read-opened';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

const HEADER = 'name,address,port,country,platform,site,tags,credential';
const file = (...rows: string[]) => [HEADER, ...rows].join('\n');

let temp: TempDatabase;
let devices: DeviceStore;
let inventory: InventoryImport;
let imports: ImportStore;
/** What happens between reading the inventory and writing to it. */
let jumpHosts: JumpHostStore;
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  temp = await tempDatabase();
  devices = createDeviceStore(temp.db);
  jumpHosts = createJumpHostStore(temp.db);
  const credentials = createCredentialStore(temp.db, createSecretBox(Buffer.alloc(32, 3)));
  await credentials.create({ name: 'ops', username: 'ops', password: 'x' });
  imports = createImportStore(temp.db);
  meanwhile = async () => {};
  inventory = createInventoryImport({
    read: async () => {
      const read = {
        devices: await devices.selectByFilter({}),
        credentials: await credentials.idsByName(),
        jumpHosts: await jumpHosts.idsByName(),
      };
      await meanwhile();
      return read;
    },
    write: (write) => imports.write(write),
  });
});
afterEach(() => temp.remove());

const requestOf = (content: string) => ({ open: (as: ReadAs) => readOpened({ table: readCsv(content) }, as) });
const preview = (content: string) => inventory.preview(requestOf(content));
async function apply(content: string, previewHash?: string) {
  const applied = await inventory.apply({ ...requestOf(content), by: 'noc', source: 'test', previewHash });
  if (!applied.ok) throw new Error(applied.reason);
  return applied.result;
}

const BASE = file('r1,10.0.0.1,22,DE,cisco_ios,Berlin,core,ops', 'r2,10.0.0.2,22,JP,frr,,,ops');
const names = async () => (await devices.list({})).items.map(({ name }) => name);

it('previews exactly what it then does, and a preview writes nothing', async () => {
  const previewed = await preview(BASE);
  expect(previewed).toMatchObject({
    created: 2,
    updated: 0,
    unchanged: 0,
    errors: [],
    errorTotal: 0,
    importId: null,
    rows: [
      { row: 2, name: 'r1', fate: 'create' },
      { row: 3, name: 'r2', fate: 'create' },
    ],
  });
  expect(await names()).toEqual([]);
  expect(await apply(BASE)).toEqual({ ...previewed, importId: expect.any(String) });
  expect(await names()).toEqual(['r1', 'r2']);
});

it('finds nothing to do the second time', async () => {
  await apply(BASE);
  expect(await apply(BASE)).toMatchObject({ created: 0, updated: 0, unchanged: 2, errors: [] });
});

it('finds a device by its address under a new name, and by its name at a new address', async () => {
  await apply(BASE);
  const before = (await devices.list({})).items.map(({ id }) => id).sort();
  const moved = file('r1-new,10.0.0.1,22,DE,cisco_ios,Berlin,core,ops', 'r2,10.0.0.22,22,JP,frr,,,ops');
  expect(await apply(moved)).toMatchObject({ created: 0, updated: 2, errors: [] });
  const after = (await devices.list({})).items;
  expect(after.map(({ id }) => id).sort()).toEqual(before);
  expect(after.map(({ name, address }) => [name, address])).toEqual([
    ['r1-new', '10.0.0.1'],
    ['r2', '10.0.0.22'],
  ]);
});

it('keeps site and tags of a device where the file has no such column, and clears them where a cell is empty', async () => {
  await apply(BASE);
  await apply('name,address,country,platform,credential\nr1,10.0.0.1,FR,cisco_ios,ops');
  expect((await devices.list({ search: 'r1' })).items[0]).toMatchObject({
    country: 'FR',
    site: 'Berlin',
    tags: ['core'],
  });
  await apply(file('r1,10.0.0.1,22,FR,cisco_ios,,,ops'));
  expect((await devices.list({ search: 'r1' })).items[0]).toMatchObject({ site: null, tags: [] });
});

it('names jump hosts, leaves them where the file has no such column, and takes them away where a cell is empty', async () => {
  const [credential] = await temp.db.prisma.credential.findMany();
  const link = { algorithms: 'modern', keepalive: true, maxSessions: 5, viaId: null } as const;
  const made = await jumpHosts.create({
    ...link,
    name: 'b1',
    address: '10.9.9.9',
    port: 22,
    credentialId: credential!.id,
  });
  const header = 'name,address,country,platform,credential';
  const jumpHostIds = async () => (await devices.list({})).items.map(({ jumpHostId }) => jumpHostId);
  const unknown = await apply(`${header},jump_host\nr1,10.0.0.1,DE,frr,ops,b2`);
  expect(unknown.errors).toEqual([{ row: 2, field: 'jump_host', message: 'There is no jump host named b2' }]);
  await apply(`${header},jump_host\nr1,10.0.0.1,DE,frr,ops,b1\nr2,10.0.0.2,DE,frr,ops,`);
  expect(await jumpHostIds()).toEqual([made.ok && made.id, null]);
  expect(await apply(`${header}\nr1,10.0.0.1,DE,frr,ops`)).toMatchObject({ unchanged: 1 });
  expect(await apply(`${header},jump_host\nr1,10.0.0.1,DE,frr,ops,`)).toMatchObject({ updated: 1 });
  expect(await jumpHostIds()).toEqual([null, null]);
});

it('writes nothing when a single row has an error, and names it', async () => {
  const content = file('r1,10.0.0.1,22,DE,frr,,,ops', 'r2,10.0.0.2,0,DE,frr,,,ops', 'r3,10.0.0.3,22,DE,frr,,,nobody');
  const result = await apply(content);
  expect(result).toMatchObject({ created: 0, updated: 0, unchanged: 0 });
  expect(result.errors.map(({ row, field }) => [row, field])).toEqual([
    [3, 'port'],
    [4, 'credential'],
  ]);
  expect(result.rows.map(({ fate }) => fate)).toEqual(['create', 'error', 'error']);
  expect(await names()).toEqual([]);
});

it('takes the error of a formula for no value: a look-up that found nothing clears no site and sets no port', async () => {
  await apply(BASE);
  const result = await apply(file('r1,10.0.0.1,#N/A,DE,cisco_ios,#REF!,core,ops'));
  expect(result.errors).toEqual([
    { row: 2, field: 'port', message: 'Expected a value; a formula gave #N/A' },
    { row: 2, field: 'site', message: 'Expected a value; a formula gave #REF!' },
  ]);
});

it('guesses nothing when a row has the address of one device and the name of another', async () => {
  await apply(BASE);
  const result = await apply(file('r2,10.0.0.1,22,DE,frr,,,ops'));
  expect(result.errors).toEqual([{ row: 2, field: 'address', message: expect.stringContaining('r1') }]);
});

it('refuses two rows that mean one device', async () => {
  await apply(BASE);
  const result = await apply(file('r9,10.0.0.1,22,DE,frr,,,ops', 'r1,10.0.0.9,22,DE,frr,,,ops'));
  expect(result.errors).toEqual([{ row: 3, field: 'name', message: 'Row 2 means the same device, r1' }]);
});

it('plans again when the inventory changed after it was read', async () => {
  meanwhile = async () => {
    meanwhile = async () => {};
    const [credential] = await temp.db.prisma.credential.findMany();
    await devices.create({
      name: 'r1',
      address: '10.0.0.1',
      port: 22,
      country: 'SE',
      platform: 'frr',
      credentialId: credential!.id,
    });
  };
  expect(await apply(BASE)).toMatchObject({ created: 1, updated: 1, errors: [] });
  expect(await names()).toEqual(['r1', 'r2']);
});

it('imports 10,000 devices and pages through them', async () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, i) => `r${i},10.${i >> 16}.${(i >> 8) & 255}.${i & 255},22,DE,frr,s,a b,ops`,
  );
  expect(await apply(file(...rows))).toMatchObject({ created: 10_000, errors: [] });
  expect((await devices.list({ tag: 'b', limit: 1 })).total).toBe(10_000);
});
