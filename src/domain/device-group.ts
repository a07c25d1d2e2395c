import type { DeviceFilter } from './device-schema';

/** A saved selection of devices: whoever matches a filter when asked, or a list. Its kind is fixed when it is made. */
export const DEVICE_GROUP_KINDS = ['filter', 'list'] as const;
export type DeviceGroupKind = (typeof DEVICE_GROUP_KINDS)[number];

/** Where to look for the devices of a group. */
export type GroupMembers = { readonly filter: DeviceFilter } | { readonly listOf: string };

/** Devices that match every given field and, where a group is given, belong to it. */
export type DeviceQuery = DeviceFilter & { readonly within?: GroupMembers | undefined };

/** More than people can tell apart; keeps what menus and lists of groups ask for bounded. */
export const MAX_DEVICE_GROUPS = 500;
