import { z } from 'zod';
import type { Link } from '@/domain/device';
import { type DeviceFields, deviceFieldsSchema, linkFieldsSchema } from '@/domain/device-schema';
import type { RowError } from '@/domain/import';
import type { InventoryColumn } from '@/domain/inventory';
import { shown } from './columns';
import { countriesOf, countryLabel } from './country-names';
import { splitTags } from './csv-cell';
import { platformsOf } from './platform-names';

/** How an SSH session is spoken; an empty cell says nothing. */
type LinkFields = Partial<Pick<Link, 'algorithms' | 'keepalive'>>;

/** A row that names a device completely. What the file says nothing of is absent. */
export interface InventoryRow {
  readonly row: number;
  readonly fields: Omit<DeviceFields, 'site' | 'tags'> &
    LinkFields & { readonly site?: string | null; readonly tags?: string[] };
  readonly credentialName: string;
  /** Null: reached straight. Absent where the file has no such column. */
  readonly jumpHostName?: string | null;
}

export type Cells = Partial<Record<InventoryColumn, string>>;
export type ReadRow = { readonly value: InventoryRow } | { readonly errors: readonly RowError[] };

/** Reads rows of one file: spellings that repeat are looked up once. */
export function rowReader(): (row: number, cells: Cells) => ReadRow {
  const countryOf = remembered((text) => one(text, countriesOf(text), countryLabel, UNKNOWN_COUNTRY));
  const platformOf = remembered((text) => one(text, platformsOf(text), String, null));
  return (row, cells) => readRow(row, cells, countryOf, platformOf);
}

/** The one thing that a text means, or why there is none. */
type Meaning = { readonly is: string } | { readonly not: string };

/** What Excel and Google Sheets show where a formula has no value, as in a look-up that found nothing. */
const FORMULA_ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|ERROR!|FIELD!|GETTING_DATA)$/;

const UNKNOWN_COUNTRY = 'Expected a country by its name or its code (ISO 3166-1)';

/** `unknown` null: another check has the words for it. */
function one(text: string, found: readonly string[], label: (of: string) => string, unknown: string | null): Meaning {
  if (found.length === 1) return { is: found[0]! };
  if (found.length === 0) return unknown === null || text === '' ? { is: text } : { not: unknown };
  return { not: `${shown(text)} can be any of these; say which: ${found.map(label).join(', ')}` };
}

/** So many different spellings are kept; a file with more of them has other troubles. */
const MAX_KNOWN = 5_000;

function remembered(meaningOf: (text: string) => Meaning): (text: string) => Meaning {
  const known = new Map<string, Meaning>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const meaning = meaningOf(text);
    if (known.size < MAX_KNOWN) known.set(text, meaning);
    return meaning;
  };
}

function readRow(
  row: number,
  cells: Cells,
  countryOf: (text: string) => Meaning,
  platformOf: (text: string) => Meaning,
): ReadRow {
  const errors: RowError[] = [];
  // One finding per cell is enough to mend it.
  const add = (field: string, message: string) => {
    if (!errors.some((error) => error.field === field)) errors.push({ row, field, message });
  };
  for (const [field, text] of Object.entries(cells)) {
    if (FORMULA_ERROR.test(text)) add(field, `Expected a value; a formula gave ${text}`);
  }
  const { tags, site, credential: credentialName = '', jump_host: jumpHost, port, ...others } = cells;
  const { algorithms, keepalive, country = '', platform = '', ...rest } = others;
  const [nation, system] = [countryOf(country), platformOf(platform)];
  if ('not' in nation) add('country', nation.not);
  if ('not' in system) add('platform', system.not);
  const link = readLink(algorithms, keepalive);
  const parsed = deviceFieldsSchema.safeParse({
    ...rest,
    country: 'is' in nation ? nation.is : '',
    platform: 'is' in system ? system.is.toLowerCase() : '',
    port: port || undefined,
    site: site || null,
    tags: splitTags(tags ?? ''),
  });
  for (const { path, message } of [...(parsed.error?.issues ?? []), ...(link.error?.issues ?? [])]) {
    const field = String(path[0]);
    add(field, field === 'country' ? UNKNOWN_COUNTRY : message);
  }
  if (credentialName === '') add('credential', 'Expected the name of a credential');
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
