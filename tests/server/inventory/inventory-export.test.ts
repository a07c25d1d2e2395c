import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_LINK } from '@/domain/device';
import { INVENTORY_DOWNLOADS, type InventoryDownload } from '@/domain/download';
import type { ExportedDevice } from '@/server/inventory/csv';
import { readCsv } from '@/server/inventory/csv-table';
import { planImport } from '@/server/inventory/import-plan';
import { createInventoryExport } from '@/server/inventory/inventory-export';
import { readInventory } from '@/server/inventory/inventory-rows';
import type { Table } from '@/server/inventory/table';
import { readXlsx } from '@/server/inventory/xlsx-table';
import { exportedDevices } from '../../support/sample-inventory';

async function tableOf(format: InventoryDownload, devices: ExportedDevice[]): Promise<Table> {
  const pieces: Uint8Array[] = [];
  for await (const piece of createInventoryExport(async () => devices)(format, {})) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return format === 'csv' ? readCsv(bytes.toString('utf8')) : (await readXlsx(bytes)).table;
}

async function planOf(table: Table, devices: ExportedDevice[]) {
  const existing = devices.map((device, i) => ({
    ...DEFAULT_LINK,
    ...device,
    id: `d${i}`,
    credentialId: device.credentialName,
    jumpHostId: device.jumpHostName,
  }));
  const credentials = new Map(devices.map(({ credentialName }) => [credentialName, credentialName]));
  const jumpHosts = new Map(['b1', '+b2'].map((name) => [name, name]));
  return planImport(await readInventory(table), { devices: existing, credentials, jumpHosts });
}

it.each(INVENTORY_DOWNLOADS)(
  'an export as %s imports back to the same inventory, whatever that holds',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(exportedDevices, async (devices) => {
        const plan = await planOf(await tableOf(format, devices), devices);
        expect(plan).toMatchObject({ created: 0, updated: 0, unchanged: devices.length, errors: [], writes: [] });
      }),
      { numRuns: format === 'csv' ? 300 : 100 },
    );
  },
);

const device: ExportedDevice = {
  name: '_x0041_ =1+1',
  address: '10.0.0.1',
  port: 2222,
  country: 'DE',
  platform: 'frr',
  site: '@SUM(1)',
  tags: ['-x', 'a\uFFFEb'],
  credentialName: '=cmd|calc',
  jumpHostName: '+b2',
  algorithms: 'modern',
  keepalive: true,
};

it.each(INVENTORY_DOWNLOADS)('no cell of an export as %s is a formula, and none is lost', async (format) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of createInventoryExport(async () => [device])(format, {})) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const { default: readSheets } = await import('read-excel-file/node');
  const cells =
    format === 'csv' ? bytes.toString('utf8').split(/[,\r\n]/) : (await readSheets(bytes))[0]!.data.flat().map(String);
  expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=cmd|calc");
  expect((await planOf(await tableOf(format, [device]), [device])).unchanged).toBe(1);
});

it('a workbook has more devices than fit into one piece, and ports as numbers', async () => {
  const many = Array.from({ length: 3_000 }, (_, i) => ({
    ...device,
    name: `r${i}`,
    address: `10.0.${i >> 8}.${i & 255}`,
  }));
  const { rows } = await tableOf('xlsx', many);
  expect(rows).toHaveLength(3_000);
  expect(rows.at(-1)?.cells.slice(0, 3)).toEqual(['r2999', '10.0.11.183', '2222']);
});
