import { setImmediate as turn } from 'node:timers/promises';
import type { DeviceFilter } from '@/domain/device';
import type { InventoryDownload } from '@/domain/download';
import { INVENTORY_COLUMNS } from '@/domain/inventory';
import { csvLines, type ExportedDevice, exportedCells } from './csv';
import type { Inventory } from './import-plan';
import { xlsxFile } from './xlsx-write';

/** The devices that match as a file, made while it is taken. It imports back to the same inventory. */
export type InventoryExport = (format: InventoryDownload, filter: DeviceFilter) => AsyncIterable<Uint8Array>;

export const createInventoryExport = (read: (filter: DeviceFilter) => Promise<ExportedDevice[]>): InventoryExport =>
  async function* file(format, filter) {
    const devices = await read(filter);
    if (format === 'csv') yield* csvFile(devices);
    else yield* xlsxFile('Devices', cellsOf(devices), new Set([INVENTORY_COLUMNS.indexOf('port')]));
  };

/** Rows between two turns of other work. */
const STRETCH = 500;

async function* csvFile(devices: readonly ExportedDevice[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${csvLines([INVENTORY_COLUMNS])}\r\n`);
  for (let start = 0; start < devices.length; start += STRETCH) {
    yield Buffer.from(`${csvLines(devices.slice(start, start + STRETCH).map(exportedCells))}\r\n`);
    await turn();
  }
}

function* cellsOf(devices: readonly ExportedDevice[]): Generator<readonly string[]> {
  yield INVENTORY_COLUMNS;
  for (const device of devices) yield exportedCells(device);
}

/** With the names of credentials and jump hosts in place of their ids. */
export function exportedDevices({ devices, credentials, jumpHosts }: Inventory): ExportedDevice[] {
  const names = (ids: ReadonlyMap<string, string>) => new Map([...ids].map(([name, id]) => [id, name]));
  const [credentialNames, jumpHostNames] = [names(credentials), names(jumpHosts)];
  return devices.map((device) => ({
    ...device,
    credentialName: credentialNames.get(device.credentialId) ?? '',
    jumpHostName: device.jumpHostId === null ? null : (jumpHostNames.get(device.jumpHostId) ?? null),
  }));
}
