import countries from 'i18n-iso-countries';
import Papa from 'papaparse';
import { z } from 'zod';
import { neutralise } from '@/domain/csv-formula';
import {
  type AlgorithmProfile,
  canonicalEndpoint,
  type DeviceFields,
  type DevicePlatform,
  deviceFieldsSchema,
  type Link,
  linkFieldsSchema,
} from '@/domain/device';
import { joinTags, splitTags } from './csv-cell';
import { CSV_LIMITS, type CsvLimits, type RowError, readCsv } from './csv-table';

/** Columns of an inventory file, in the order in which exports have them; imports take any order and any case. */
export const INVENTORY_COLUMNS = [
  'name',
  'address',
  'port',
  'country',
  'platform',
  'site',
  'tags',
  'credential',
  'jump_host',
  'algorithms',
  'keepalive',
] as const;
export type InventoryColumn = (typeof INVENTORY_COLUMNS)[number];

const REQUIRED: readonly InventoryColumn[] = ['name', 'address', 'country', 'platform', 'credential'];

/** How an SSH session is spoken; an empty cell says nothing. */
type LinkFields = Partial<Pick<Link, 'algorithms' | 'keepalive'>>;

/** A row that names a device completely. What the file has no column for is absent. */
export interface InventoryRow {
  readonly row: number;
  readonly fields: Omit<DeviceFields, 'site' | 'tags'> &
    LinkFields & { readonly site?: string | null; readonly tags?: string[] };
  readonly credentialName: string;
  /** Null: reached straight. Absent where the file has no such column. */
  readonly jumpHostName?: string | null;
}

export interface ParsedInventory {
  readonly rows: readonly InventoryRow[];
  readonly errors: readonly RowError[];
  /** Rows with an error, so that a preview can show them. */
  readonly invalid: readonly { readonly row: number; readonly name: string }[];
}

type Cells = Partial<Record<InventoryColumn, string>>;

/** Of a cell that is repeated in an answer; no name is longer. */
const SHOWN_CHARACTERS = 64;
export const shown = (cell: string): string => cell.slice(0, SHOWN_CHARACTERS);

/** Rows validated between two turns of other work. */
const CHUNK = 500;

/**
 * Reads an inventory file. Every row is either in `rows` or has at least one error. A file that cannot be read as a
 * table (too large, not UTF-8, broken quoting, columns missing or unknown) has errors and no rows.
 */
export async function parseInventoryCsv(content: string, limits: CsvLimits = CSV_LIMITS): Promise<ParsedInventory> {
  const table = readCsv(content, limits);
  const header = table.header.map((cell) => cell.toLowerCase());
  const errors = table.errors.length > 0 ? [...table.errors] : headerErrors(header);
  if (errors.length > 0) return { rows: [], errors, invalid: [] };

  const rows: InventoryRow[] = [];
  const invalid: { row: number; name: string }[] = [];
  for (const [position, { row, cells }] of table.rows.entries()) {
    const named: Cells = Object.fromEntries(header.map((column, i) => [column, cells[i] ?? '']));
    const found = cells.length > header.length ? extraCells(row, cells, header.length) : [];
    const read = readRow(row, named);
    if ('errors' in read) found.push(...read.errors);
    errors.push(...found);
    if (found.length === 0 && 'value' in read) rows.push(read.value);
    else invalid.push({ row, name: shown(named.name ?? '') });
    if (position % CHUNK === CHUNK - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return withoutDuplicates({ rows, errors, invalid });
}

function headerErrors(header: readonly string[]): RowError[] {
  const known: readonly string[] = INVENTORY_COLUMNS;
  const at = (field: string, message: string): RowError => ({ row: 1, field, message });
  return [
    ...header
      .filter((column) => !known.includes(column))
      .map((column) => at(column || 'file', `Unknown column; expected only ${known.join(', ')}`)),
    ...header
      .filter((column, i) => header.indexOf(column) !== i)
      .map((column) => at(column, 'This column stands twice')),
    ...REQUIRED.filter((column) => !header.includes(column)).map((column) => at(column, 'This column is missing')),
  ];
}

function extraCells(row: number, cells: readonly string[], expected: number): RowError[] {
  if (cells.slice(expected).every((cell) => cell === '')) return [];
  return [{ row, field: 'file', message: `Expected ${expected} cells, got ${cells.length}` }];
}

function readRow(row: number, cells: Cells): { value: InventoryRow } | { errors: RowError[] } {
  const errors: RowError[] = [];
  const { tags, site, credential: credentialName = '', jump_host: jumpHost, platform = '', port, ...others } = cells;
  const { algorithms, keepalive, ...rest } = others;
  const link = readLink(algorithms, keepalive);
  const parsed = deviceFieldsSchema.safeParse({
    ...rest,
    platform: platform.toLowerCase(),
    port: port || undefined,
    site: site || null,
    tags: splitTags(tags ?? ''),
  });
  for (const { path, message } of [...(parsed.error?.issues ?? []), ...(link.error?.issues ?? [])]) {
    const field = String(path[0]);
    // One finding per cell is enough to mend it.
    if (!errors.some((error) => error.field === field)) errors.push({ row, field, message });
  }
  if (credentialName === '') errors.push({ row, field: 'credential', message: 'Expected the name of a credential' });
  const country = parsed.data?.country ?? '';
  if (country && !countries.isValid(country)) {
    errors.push({ row, field: 'country', message: `${country} is not a country code of ISO 3166-1 alpha-2` });
  }
  if (!parsed.success || !link.success || errors.length > 0) return { errors };
  const { site: readSite, tags: readTags, ...fields } = parsed.data;
  const optional = {
    ...(site === undefined ? {} : { site: readSite ?? null }),
    ...(tags === undefined ? {} : { tags: readTags }),
  };
  const via = jumpHost === undefined ? {} : { jumpHostName: jumpHost || null };
  return { value: { row, fields: { ...fields, ...optional, ...link.data }, credentialName, ...via } };
}

const SWITCH: Readonly<Record<string, boolean>> = {
  on: true,
  yes: true,
  true: true,
  off: false,
  no: false,
  false: false,
};
const linkCells = linkFieldsSchema.extend({ keepalive: z.boolean('Expected on or off') }).partial();

function readLink(algorithms = '', keepalive = '') {
  return linkCells.safeParse({
    ...(algorithms === '' ? {} : { algorithms: algorithms.toLowerCase() }),
    ...(keepalive === '' ? {} : { keepalive: SWITCH[keepalive.toLowerCase()] ?? keepalive }),
  });
}

/** A name or an address that stands in two rows: the later one is an error that names the first. */
function withoutDuplicates({ rows, errors, invalid }: ParsedInventory): ParsedInventory {
  const names = new Map<string, number>();
  const endpoints = new Map<string, number>();
  const duplicates: RowError[] = [];
  const kept = rows.filter(({ row, fields }) => {
    const endpoint = canonicalEndpoint(fields.address, fields.port);
    const [sameName, sameEndpoint] = [names.get(fields.name), endpoints.get(endpoint)];
    if (sameName) duplicates.push({ row, field: 'name', message: `The same name as in row ${sameName}` });
    if (sameEndpoint) duplicates.push({ row, field: 'address', message: `The same device as in row ${sameEndpoint}` });
    if (!sameName) names.set(fields.name, row);
    if (!sameEndpoint) endpoints.set(endpoint, row);
    return !sameName && !sameEndpoint;
  });
  const valid = new Set(kept);
  const dropped = rows.filter((row) => !valid.has(row)).map(({ row, fields }) => ({ row, name: fields.name }));
  return {
    rows: kept,
    errors: [...errors, ...duplicates].sort((a, b) => a.row - b.row),
    invalid: [...invalid, ...dropped].sort((a, b) => a.row - b.row),
  };
}

/** One device for a file. */
export interface ExportedDevice {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site: string | null;
  readonly tags: readonly string[];
  readonly credentialName: string;
  readonly jumpHostName: string | null;
  readonly algorithms: AlgorithmProfile;
  readonly keepalive: boolean;
}

/** A file that imports back unchanged, and in which no cell is a formula. Comma, CRLF (RFC 4180). */
export function exportInventoryCsv(devices: readonly ExportedDevice[]): string {
  const rows = devices.map((device) =>
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
    ].map(neutralise),
  );
  return Papa.unparse([[...INVENTORY_COLUMNS], ...rows], { newline: '\r\n' });
}
