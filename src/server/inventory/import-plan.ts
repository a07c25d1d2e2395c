import { canonicalEndpoint, type DevicePlatform, type Link } from '@/domain/device';
import { type InventoryRow, type ParsedInventory, shown } from './csv';
import type { RowError } from './csv-table';

/** What an import may set of a device. */
export interface ImportFields extends Partial<Link> {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site: string | null;
  readonly tags: readonly string[];
  readonly credentialId: string;
}

export interface ExistingDevice extends Omit<ImportFields, keyof Link>, Link {
  readonly id: string;
}

/** The inventory as it is. */
export interface Inventory {
  readonly devices: readonly ExistingDevice[];
  /** Ids of credentials by name. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Ids of jump hosts by name. */
  readonly jumpHosts: ReadonlyMap<string, string>;
}

export type RowFate = 'create' | 'update' | 'unchanged' | 'error';

export interface ImportPlan {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
  /** What becomes of each row, in the order of the file. */
  readonly rows: readonly { readonly row: number; readonly name: string; readonly fate: RowFate }[];
  /** What to write; `id` null is a new device. */
  readonly writes: readonly { readonly id: string | null; readonly device: ImportFields }[];
}

interface Judged {
  readonly fate: RowFate;
  readonly errors?: readonly RowError[];
  readonly write?: ImportPlan['writes'][number];
}

/**
 * Compares a file with the inventory. A row means the device with its address and port or, failing that, the one with
 * its name; an address of one device and the name of another is an error, never a guess. Devices that are not in the
 * file stay as they are.
 */
export function planImport(parsed: ParsedInventory, inventory: Inventory): ImportPlan {
  const byName = new Map(inventory.devices.map((device) => [device.name, device]));
  const byEndpoint = new Map(
    inventory.devices.map((device) => [canonicalEndpoint(device.address, device.port), device]),
  );
  const rowOf = new Map<string, number>();

  function judge({ row, fields, credentialName, jumpHostName }: InventoryRow): Judged {
    const error = (field: string, message: string): Judged => ({ fate: 'error', errors: [{ row, field, message }] });
    const credentialId = inventory.credentials.get(credentialName);
    if (!credentialId) return error('credential', `There is no credential named ${shown(credentialName)}`);
    const via = jumpHostName ? inventory.jumpHosts.get(jumpHostName) : null;
    if (jumpHostName && !via) return error('jump_host', `There is no jump host named ${shown(jumpHostName)}`);
    const atEndpoint = byEndpoint.get(canonicalEndpoint(fields.address, fields.port));
    const named = byName.get(fields.name);
    if (atEndpoint && named && atEndpoint.id !== named.id) {
      return error('address', `This is the address of ${atEndpoint.name}, but the name of another device`);
    }
    const existing = atEndpoint ?? named;
    if (!existing) {
      const device = {
        ...fields,
        site: fields.site ?? null,
        tags: fields.tags ?? [],
        credentialId,
        jumpHostId: via ?? null,
      };
      return { fate: 'create', write: { id: null, device } };
    }
    const first = rowOf.get(existing.id);
    if (first !== undefined) return error('name', `Row ${first} means the same device, ${existing.name}`);
    rowOf.set(existing.id, row);
    const { id, site, tags, algorithms, keepalive, jumpHostId } = existing;
    const device = {
      ...fields,
      // What the file has no column for, an import leaves as it is.
      algorithms: fields.algorithms ?? algorithms,
      keepalive: fields.keepalive ?? keepalive,
      jumpHostId: jumpHostName === undefined ? jumpHostId : (via ?? null),
      site: fields.site === undefined ? site : fields.site,
      tags: fields.tags ?? tags,
      credentialId,
    };
    return sameDevice(existing, device) ? { fate: 'unchanged' } : { fate: 'update', write: { id, device } };
  }

  const judged = parsed.rows.map((row) => ({ row: row.row, name: row.fields.name, ...judge(row) }));
  const invalid = parsed.invalid.map((row) => ({ ...row, fate: 'error' as const }));
  const count = (fate: RowFate) => judged.filter((row) => row.fate === fate).length;
  return {
    created: count('create'),
    updated: count('update'),
    unchanged: count('unchanged'),
    errors: [...parsed.errors, ...judged.flatMap((row) => row.errors ?? [])].sort((a, b) => a.row - b.row),
    rows: [...judged.map(({ row, name, fate }) => ({ row, name, fate })), ...invalid].sort((a, b) => a.row - b.row),
    writes: judged.flatMap((row) => row.write ?? []),
  };
}

function sameDevice(a: ImportFields, b: ImportFields): boolean {
  const tags = (device: ImportFields) => JSON.stringify([...new Set(device.tags)].sort());
  return (
    a.name === b.name &&
    a.address === b.address &&
    a.port === b.port &&
    a.country === b.country &&
    a.platform === b.platform &&
    (a.site || null) === (b.site || null) &&
    a.credentialId === b.credentialId &&
    (a.jumpHostId ?? null) === (b.jumpHostId ?? null) &&
    a.algorithms === b.algorithms &&
    a.keepalive === b.keepalive &&
    tags(a) === tags(b)
  );
}
