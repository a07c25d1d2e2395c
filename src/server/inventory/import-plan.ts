import { canonicalEndpoint, DEFAULT_LINK, type Link, type RecordedDevice } from '@/domain/device';
import type { FileColumn, RowError } from '@/domain/import';
import type { RowFate } from '@/domain/inventory';
import { shown } from './columns';
import type { InventoryRow } from './inventory-row';
import type { ParsedInventory } from './inventory-rows';
import { createTurns } from './turns';

/** What an import may set of a device. */
export type ImportFields = Omit<RecordedDevice, keyof Link> & Partial<Link>;

export type ExistingDevice = RecordedDevice & { readonly id: string };

/** The inventory as it is. */
export interface Inventory {
  readonly devices: readonly ExistingDevice[];
  /** Ids of credentials by name. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Ids of jump hosts by name. */
  readonly jumpHosts: ReadonlyMap<string, string>;
}

/** What to write; `before` null is a new device. */
export interface PlannedWrite {
  readonly before: ExistingDevice | null;
  readonly device: ImportFields;
}

export interface PlannedRow {
  readonly row: number;
  readonly name: string;
  readonly fate: RowFate;
  /** Absent where nothing is written. */
  readonly write?: PlannedWrite;
}

export interface ImportPlan {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
  /** What becomes of each row, in the order of the file. */
  readonly rows: readonly PlannedRow[];
  readonly writes: readonly PlannedWrite[];
  readonly columns: readonly FileColumn[];
}

type Judged = Pick<PlannedRow, 'fate' | 'write'> & { readonly error?: RowError };

/**
 * Compares a file with the inventory. A row means the device with its address and port or, failing that, the one with
 * its name; an address of one device and the name of another is an error, never a guess. Devices that are not in the
 * file stay as they are.
 */
export async function planImport(parsed: ParsedInventory, inventory: Inventory): Promise<ImportPlan> {
  const turn = createTurns();
  const judge = judgeOf(inventory, await indexed(inventory.devices));
  const count: Record<RowFate, number> = { create: 0, update: 0, unchanged: 0, error: 0 };
  const rows: PlannedRow[] = [];
  const errors: RowError[] = [];
  for (const row of parsed.rows) {
    const { error, ...judged } = judge(row);
    count[judged.fate] += 1;
    rows.push({ row: row.row, name: row.fields.name, ...judged });
    if (error) errors.push(error);
    await turn();
  }
  const invalid = parsed.invalid.map((row): PlannedRow => ({ ...row, fate: 'error' }));
  return {
    created: count.create,
    updated: count.update,
    unchanged: count.unchanged,
    errors: merged(parsed.errors, errors),
    rows: merged(rows, invalid),
    writes: rows.flatMap(({ write }) => write ?? []),
    columns: parsed.columns,
  };
}

interface Index {
  readonly byName: ReadonlyMap<string, ExistingDevice>;
  readonly byEndpoint: ReadonlyMap<string, ExistingDevice>;
}

async function indexed(devices: readonly ExistingDevice[]): Promise<Index> {
  const byName = new Map<string, ExistingDevice>();
  const byEndpoint = new Map<string, ExistingDevice>();
  const turn = createTurns();
  for (const device of devices) {
    byName.set(device.name, device);
    byEndpoint.set(canonicalEndpoint(device.address, device.port), device);
    await turn();
  }
  return { byName, byEndpoint };
}

function judgeOf({ credentials, jumpHosts }: Inventory, { byName, byEndpoint }: Index) {
  const rowOf = new Map<string, number>();
  return ({ row, fields, credentialName, jumpHostName }: InventoryRow): Judged => {
    const wrong = (field: string, message: string): Judged => ({ fate: 'error', error: { row, field, message } });
    const credentialId = credentials.get(credentialName);
    if (!credentialId) return wrong('credential', `There is no credential named ${shown(credentialName)}`);
    const via = jumpHostName ? jumpHosts.get(jumpHostName) : null;
    if (jumpHostName && !via) return wrong('jump_host', `There is no jump host named ${shown(jumpHostName)}`);
    const atEndpoint = byEndpoint.get(canonicalEndpoint(fields.address, fields.port));
    const named = byName.get(fields.name);
    if (atEndpoint && named && atEndpoint.id !== named.id) {
      return wrong('address', `This is the address of ${atEndpoint.name}, but the name of another device`);
    }
    const before = atEndpoint ?? named;
    if (!before) {
      const { site = null, tags = [] } = fields;
      const { algorithms = DEFAULT_LINK.algorithms, keepalive = DEFAULT_LINK.keepalive } = fields;
      const link = { algorithms, keepalive, jumpHostId: via ?? null };
      return { fate: 'create', write: { before: null, device: deviceOf(fields, { site, tags, credentialId }, link) } };
    }
    const first = rowOf.get(before.id);
    if (first !== undefined) return wrong('name', `Row ${first} means the same device, ${before.name}`);
    rowOf.set(before.id, row);
    // What the file has no column for, an import leaves as it is.
    const device = deviceOf(
      fields,
      { site: fields.site === undefined ? before.site : fields.site, tags: fields.tags ?? before.tags, credentialId },
      {
        algorithms: fields.algorithms ?? before.algorithms,
        keepalive: fields.keepalive ?? before.keepalive,
        jumpHostId: jumpHostName === undefined ? before.jumpHostId : (via ?? null),
      },
    );
    return differences(before, device).length === 0
      ? { fate: 'unchanged' }
      : { fate: 'update', write: { before, device } };
  };
}

/** Field by field: objects that are spread take several times the memory, and there are tens of thousands of these. */
const deviceOf = (
  { name, address, port, country, platform }: InventoryRow['fields'],
  { site, tags, credentialId }: Pick<RecordedDevice, 'site' | 'tags' | 'credentialId'>,
  { algorithms, keepalive, jumpHostId }: Link,
): RecordedDevice => ({
  name,
  address,
  port,
  country,
  platform,
  site,
  tags,
  credentialId,
  algorithms,
  keepalive,
  jumpHostId,
});

const COMPARED = [
  'name',
  'address',
  'port',
  'country',
  'platform',
  'credentialId',
  'algorithms',
  'keepalive',
  'jumpHostId',
] as const;
export type DeviceField = (typeof COMPARED)[number] | 'site' | 'tags';

/** The fields in which a device would change. */
export function differences(before: ExistingDevice, after: ImportFields): DeviceField[] {
  const found: DeviceField[] = COMPARED.filter((field) => (before[field] ?? null) !== (after[field] ?? null));
  if ((before.site || null) !== (after.site || null)) found.push('site');
  if (!sameTags(before.tags, after.tags)) found.push('tags');
  return found;
}

function sameTags(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [new Set(one), new Set(other)];
  return left.size === right.size && [...left].every((tag) => right.has(tag));
}

/** Two lists in the order of the file as one. */
function merged<T extends { readonly row: number }>(one: readonly T[], other: readonly T[]): readonly T[] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  return [...one, ...other].sort((a, b) => a.row - b.row);
}
