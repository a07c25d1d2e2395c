import type { DeviceFilter, DevicePlatform } from '@/domain/device';
import type { DeviceGroupKind } from '@/domain/device-group';
import type { DeviceGroupRecord } from '../db/device-group-store';
import type { Services } from './context';
import { badInput } from './errors';

/** A saved group as lists show it. */
export interface DeviceGroupItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** `filter`: whoever matches when asked. `list`: devices that were named one by one. */
  readonly kind: DeviceGroupKind;
  /** Null for a list. */
  readonly filter: DeviceFilter | null;
  /** Devices that belong to it now. */
  readonly size: number;
  /** Devices that left the list because they were deleted. */
  readonly deletedDevices: number;
  readonly createdBy: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Answer of `deviceGroups.get`. */
export interface DeviceGroupView extends DeviceGroupItem {
  /** Most devices first. */
  readonly countries: readonly { readonly country: string; readonly total: number }[];
  readonly platforms: readonly { readonly platform: DevicePlatform; readonly total: number }[];
  /** Names of the devices that left the list because they were deleted; at most a hundred. */
  readonly deletedNames: readonly string[];
}

const MAX_DELETED_NAMES = 100;

export async function deviceGroupItem({ devices }: Services, group: DeviceGroupRecord): Promise<DeviceGroupItem> {
  const { members, ...item } = group;
  return { ...item, size: await devices.count({ within: members }) };
}

export async function deviceGroupView(services: Services, group: DeviceGroupRecord): Promise<DeviceGroupView> {
  const within = { within: group.members };
  const platforms = await services.devices.platforms(within);
  return {
    ...(await deviceGroupItem(services, group)),
    countries: await services.devices.countries(within),
    platforms: platforms.sort((a, b) => b.total - a.total),
    deletedNames: await services.deviceGroups.deletedDevices(group.id, MAX_DELETED_NAMES),
  };
}

/** The group that an input names. Throws BAD_REQUEST that names `field` where there is none. */
export async function knownGroup(services: Services, id: string, field = 'groupId'): Promise<DeviceGroupRecord> {
  const group = await services.deviceGroups.get(id);
  if (!group) throw badInput(field, 'expected a known group');
  return group;
}
