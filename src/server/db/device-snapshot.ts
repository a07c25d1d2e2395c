import { type AlgorithmProfile, DEFAULT_LINK, type DevicePlatform, type Link } from '@/domain/device';
import { type DeviceInput, uniqueTags } from './device-record';
import type { SqlRow } from './sql';

/** Everything that an import may set of a device, complete and in one spelling. */
export interface DeviceSnapshot extends Link {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site: string | null;
  /** Each once, sorted. */
  readonly tags: readonly string[];
  readonly credentialId: string;
}

/** Keys always come in this order, so that the JSON text of two equal ones is equal. */
export function snapshotOf(input: DeviceInput): DeviceSnapshot {
  const { algorithms, keepalive, jumpHostId } = { ...DEFAULT_LINK, ...input };
  return {
    name: input.name,
    address: input.address,
    port: input.port,
    country: input.country,
    platform: input.platform,
    site: input.site || null,
    credentialId: input.credentialId,
    algorithms,
    keepalive,
    jumpHostId,
    tags: uniqueTags(input.tags ?? []),
  };
}

/** `row`: as `selectDevices` gives it. */
export function snapshotOfRow(row: SqlRow, tags: readonly string[]): DeviceSnapshot {
  const text = (column: string) => String(row[column]);
  const textOrNull = (column: string) => (row[column] == null ? null : text(column));
  return snapshotOf({
    name: text('name'),
    address: text('address'),
    port: Number(row.port),
    country: text('country'),
    platform: text('platform') as DevicePlatform,
    site: textOrNull('site'),
    credentialId: text('credentialId'),
    algorithms: text('algorithms') as AlgorithmProfile,
    keepalive: Number(row.keepalive) === 1,
    jumpHostId: textOrNull('jumpHostId'),
    tags,
  });
}

export const sameSnapshot = (one: DeviceSnapshot, other: DeviceSnapshot): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
