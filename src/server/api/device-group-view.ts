import { z } from 'zod';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { DEVICE_GROUP_KINDS } from '@/domain/device-group';
import { deviceFilterSchema } from '@/domain/device-schema';
import type { DeviceGroupRecord } from '../db/device-group-store';
import { type Answer, countSchema, timeSchema } from './answer';
import type { Services } from './context';
import { badInput } from './errors';

/** For menus. */
export const deviceGroupNameSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z
    .enum(DEVICE_GROUP_KINDS)
    .describe('`filter`: whoever matches when asked. `list`: devices that were named one by one'),
});

/** A saved group but for its size, which takes a look at the whole inventory. */
export const deviceGroupHeadSchema = deviceGroupNameSchema.extend({
  description: z.string().nullable(),
  filter: deviceFilterSchema.nullable().describe('Null for a list'),
  deletedDevices: countSchema.describe('Devices that left the list because they were deleted'),
  createdBy: z.string(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type DeviceGroupHead = Answer<typeof deviceGroupHeadSchema>;

export const deviceGroupSizeSchema = z.object({ size: countSchema.describe('Devices that belong to it now') });

/** A saved group with its size. */
export const deviceGroupItemSchema = deviceGroupHeadSchema.extend(deviceGroupSizeSchema.shape);
export type DeviceGroupItem = Answer<typeof deviceGroupItemSchema>;

/** Answer of `deviceGroups.get`. */
export const deviceGroupSchema = deviceGroupItemSchema.extend({
  countries: z.array(z.object({ country: z.string(), total: countSchema })).describe('Most devices first'),
  platforms: z
    .array(z.object({ platform: z.enum(DEVICE_PLATFORMS), total: countSchema }))
    .describe('Most devices first'),
  deletedNames: z
    .array(z.string())
    .describe('Names of the devices that left the list because they were deleted; at most a hundred'),
});
export type DeviceGroupView = Answer<typeof deviceGroupSchema>;

const MAX_DELETED_NAMES = 100;

export const deviceGroupHead = ({ members: _, ...head }: DeviceGroupRecord): DeviceGroupHead => head;

export const deviceGroupSize = ({ devices }: Services, { members }: DeviceGroupRecord): Promise<number> =>
  devices.count({ within: members });

export async function deviceGroupItem(services: Services, group: DeviceGroupRecord): Promise<DeviceGroupItem> {
  return { ...deviceGroupHead(group), size: await deviceGroupSize(services, group) };
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

/** The group that an input names. Throws BAD_REQUEST that names `groupId` where there is none. */
export async function knownGroup(services: Services, id: string): Promise<DeviceGroupRecord> {
  const group = await services.deviceGroups.get(id);
  if (!group) throw badInput('groupId', 'expected a known group');
  return group;
}
