import Papa from 'papaparse';
import { neutralise } from '@/domain/csv-formula';
import type { RecordedDevice } from '@/domain/device';
import { joinTags } from './csv-cell';
import { readCsv } from './csv-table';
import { type ParsedInventory, type ReadAs, readInventory } from './inventory-rows';
import { TABLE_LIMITS, type TableLimits } from './table';

/** Reads the text of an inventory file; see `readCsv` and `readInventory`. */
export const parseInventoryCsv = (
  content: string,
  limits: TableLimits = TABLE_LIMITS,
  as: ReadAs = {},
): Promise<ParsedInventory> => readInventory(readCsv(content, limits), as);

/** One device for a file. */
export interface ExportedDevice extends Omit<RecordedDevice, 'credentialId' | 'jumpHostId'> {
  readonly credentialName: string;
  readonly jumpHostName: string | null;
}

/** The cells of a device in the order of `INVENTORY_COLUMNS`, none of which a spreadsheet runs as a formula. */
export const exportedCells = (device: ExportedDevice): string[] =>
  [
    device.name,
    device.address,
    String(device.port),
    device.country,
    device.platform,
    device.site ?? '',
    joinTags(device.tags),
    device.credentialName,
    device.jumpHostName ?? '',
    device.algorithms,
    device.keepalive ? 'on' : 'off',
  ].map(neutralise);

/** Rows as lines, without an end after the last one. Comma, CRLF (RFC 4180). */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(rows as string[][], { newline: '\r\n' });
