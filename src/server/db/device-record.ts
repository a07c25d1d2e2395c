import {
  type AlgorithmProfile,
  canonicalEndpoint,
  DEFAULT_LINK,
  type DevicePlatform,
  type Link,
} from '@/domain/device';
import type { Device } from './generated/client';
import { searchKey } from './search-key';
import type { SqlRow } from './sql';

/** One device of the inventory. Times are ISO 8601, tags without duplicates and sorted. */
export interface DeviceRecord extends Link {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site: string | null;
  readonly tags: readonly string[];
  readonly credentialId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a person or an import may set, already validated by domain/device. */
export interface DeviceInput extends Partial<Link> {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site?: string | null;
  readonly tags?: readonly string[];
  readonly credentialId: string;
}

export const uniqueTags = (tags: readonly string[]): string[] => [...new Set(tags)].sort();

/** The columns of a device, those that follow from others included. */
export function deviceColumns(input: DeviceInput) {
  const { name, address, port, country, platform, credentialId } = input;
  const site = input.site || null;
  const { algorithms, keepalive, jumpHostId } = { ...DEFAULT_LINK, ...input };
  return {
    name,
    address,
    port,
    country,
    platform,
    site,
    credentialId,
    algorithms,
    keepalive,
    jumpHostId,
    canonicalEndpoint: canonicalEndpoint(address, port),
    searchText: searchKey(name, address, site, ...(input.tags ?? [])),
  };
}

/** The same from plain SQL. */
export function deviceRecordOf(row: SqlRow, tags: readonly string[]): DeviceRecord {
  const text = (name: keyof Device) => String(row[name]);
  const textOrNull = (name: keyof Device) => (row[name] == null ? null : text(name));
  return {
    id: text('id'),
    name: text('name'),
    address: text('address'),
    port: Number(row.port),
    country: text('country'),
    platform: text('platform') as DevicePlatform,
    site: textOrNull('site'),
    tags: [...tags].sort(),
    credentialId: text('credentialId'),
    algorithms: text('algorithms') as AlgorithmProfile,
    keepalive: Boolean(row.keepalive),
    jumpHostId: textOrNull('jumpHostId'),
    createdAt: new Date(text('createdAt')).toISOString(),
    updatedAt: new Date(text('updatedAt')).toISOString(),
  };
}

export function deviceRecord(row: Device & { tags: readonly { tag: string }[] }): DeviceRecord {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    port: row.port,
    country: row.country,
    platform: row.platform as DevicePlatform,
    site: row.site,
    tags: row.tags.map(({ tag }) => tag).sort(),
    credentialId: row.credentialId,
    algorithms: row.algorithms as AlgorithmProfile,
    keepalive: row.keepalive,
    jumpHostId: row.jumpHostId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
