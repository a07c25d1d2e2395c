import { DEFAULT_LINK, type RecordedDevice } from '@/domain/device';
import { type DeviceInput, uniqueTags } from './device-record';

/** Complete, and in one spelling: two that say the same are equal. */
export function snapshotOf(input: DeviceInput): RecordedDevice {
  return {
    name: input.name,
    address: input.address,
    port: input.port,
    country: input.country,
    platform: input.platform,
    site: input.site || null,
    credentialId: input.credentialId,
    algorithms: input.algorithms ?? DEFAULT_LINK.algorithms,
    keepalive: input.keepalive ?? DEFAULT_LINK.keepalive,
    jumpHostId: input.jumpHostId ?? DEFAULT_LINK.jumpHostId,
    tags: uniqueTags(input.tags ?? []),
  };
}

export const sameSnapshot = (one: RecordedDevice, other: RecordedDevice): boolean =>
  one.name === other.name &&
  one.address === other.address &&
  one.port === other.port &&
  one.country === other.country &&
  one.platform === other.platform &&
  one.site === other.site &&
  one.credentialId === other.credentialId &&
  one.algorithms === other.algorithms &&
  one.keepalive === other.keepalive &&
  one.jumpHostId === other.jumpHostId &&
  sameTags(one.tags, other.tags);

export const sameTags = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((tag, i) => tag === other[i]);
