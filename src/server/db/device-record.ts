import {
  type AlgorithmProfile,
  canonicalEndpoint,
  DEFAULT_LINK,
  type DevicePlatform,
  type Link,
  type RecordedDevice,
} from '@/domain/device';
import type { Device } from './generated/client';
import { searchKey } from './search-key';
import type { SqlRow } from './sql';

/** One device of the inventory. Times are ISO 8601. */
export interface DeviceRecord extends RecordedDevice {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a person or an import may set, already validated by domain/device. */
export type DeviceInput = Omit<RecordedDevice, Optional> & Partial<Pick<RecordedDevice, Optional>>;
type Optional = keyof Link | 'site' | 'tags';

export const uniqueTags = (tags: readonly string[]): string[] => [...new Set(tags)].sort();

/** The columns of a device, those that follow from others included. */
export function deviceColumns(input: DeviceInput) {
  const { name, address, port, country, platform, credentialId } = input;
  const site = input.site || null;
  // Each by itself: an object that is spread over another takes two kilobytes, tens of thousands of times in an import.
  const { algorithms = DEFAULT_LINK.algorithms, keepalive = DEFAULT_LINK.keepalive } = input;
  const { jumpHostId = DEFAULT_LINK.jumpHostId } = input;
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

/**
 * A row of plain SQL, with all columns of the table. Added to the one object: spread into another one, which V8 then makes a
 * dictionary, the devices of a large inventory take several times the memory.
 */
export const deviceRecordOf = (row: SqlRow, tags: readonly string[]): DeviceRecord =>
  Object.assign(recordedDeviceOf(row, tags), {
    id: String(row.id),
    createdAt: new Date(String(row.createdAt)).toISOString(),
    updatedAt: new Date(String(row.updatedAt)).toISOString(),
  });

/** The same, for what has no need of the times. */
export function recordedDeviceOf(row: SqlRow, tags: readonly string[]): RecordedDevice {
  const text = (name: keyof Device) => String(row[name]);
  const textOrNull = (name: keyof Device) => (row[name] == null ? null : text(name));
  return {
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

/** Tags as rows of `deviceId` and `tag`, by device; a device without any is not in it. */
export function tagsByDevice(rows: readonly SqlRow[]): Map<string, string[]> {
  const tags = new Map<string, string[]>();
  for (const { deviceId, tag } of rows) {
    const known = tags.get(String(deviceId));
    if (known) known.push(String(tag));
    else tags.set(String(deviceId), [String(tag)]);
  }
  return tags;
}
