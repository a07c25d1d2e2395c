import { canonicalEndpoint } from '@/domain/device';
import type { PlannedDevice } from '@/domain/job';
import { areaOfTags } from '@/domain/job-groups';
import type { NamedOrigin } from '@/domain/job-origin';
import type { DeviceGroupRecord } from '../db/device-group-store';
import type { DeviceRecord } from '../db/device-record';
import type { Services } from './context';
import { knownGroup } from './device-group-view';
import { badInput, named } from './errors';
import { type JobInput, MAX_JOB_DEVICES } from './job-input';

export type SelectedDevice = Omit<PlannedDevice, 'batch'>;

export interface Selection {
  readonly devices: SelectedDevice[];
  readonly group: NamedOrigin | null;
}

type SelectionInput = Pick<JobInput, 'deviceIds' | 'groupId' | 'filter'>;

/** Throws BAD_REQUEST where the selection is not exactly one of ids, a filter, and a group with or without a filter. */
export function checkSelection({ deviceIds, groupId, filter }: SelectionInput, within = ''): void {
  if (deviceIds && filter) throw badInput(`${within}filter`, 'expected deviceIds or filter, not both');
  if (deviceIds && groupId) throw badInput(`${within}groupId`, 'expected deviceIds or groupId, not both');
  if (!deviceIds && !groupId && !filter) {
    throw badInput(`${within}deviceIds`, 'expected deviceIds, filter or groupId');
  }
  if (groupId && filter?.all) throw badInput(`${within}filter`, 'expected one that narrows the group, or none');
}

/**
 * The devices of a job, in the order given, or by name for a filter and a group, as they are now. Throws BAD_REQUEST that
 * names the field where the selection is not one (`checkSelection`), is empty, or names unknown or repeated devices.
 */
export async function selectDevices(services: Services, input: SelectionInput): Promise<Selection> {
  checkSelection(input);
  const { deviceIds, groupId, filter } = input;
  if (deviceIds) return { devices: checked(await byIds(services, deviceIds), 'deviceIds'), group: null };
  const group = groupId === undefined ? null : await knownGroup(services, groupId);
  const { all: _, ...fields } = filter ?? {};
  const devices = await services.devices.selectByFilter({ ...fields, within: group?.members });
  const field = filter ? 'filter' : 'groupId';
  if (devices.length === 0) throw badInput(field, nothingIn(group, filter !== undefined));
  if (devices.length > MAX_JOB_DEVICES) throw badInput(field, `expected at most ${MAX_JOB_DEVICES} devices`);
  return { devices: checked(devices.map(frozen), field), group: group && { id: group.id, name: group.name } };
}

function nothingIn(group: DeviceGroupRecord | null, filtered: boolean): string {
  if (!group) return 'expected a filter that matches at least one device';
  if (filtered) return `expected a filter that matches at least one device of the group ${group.name}`;
  return `expected a group with at least one device; ${group.name} has none`;
}

async function byIds({ devices }: Services, deviceIds: readonly string[]): Promise<SelectedDevice[]> {
  const seen = new Set<string>();
  const repeated = deviceIds.filter((id) => seen.size === seen.add(id).size);
  if (repeated.length > 0) throw badInput('deviceIds', `expected each device once; repeated: ${named(repeated)}`);
  const found = await devices.selectByIds(deviceIds);
  if (!found.ok) throw badInput('deviceIds', `expected known devices; unknown: ${named(found.unknown)}`);
  return found.devices.map(frozen);
}

/** A device as it is now, as sessions and plans take it. */
export const frozen = (device: DeviceRecord): SelectedDevice => ({
  deviceId: device.id,
  name: device.name,
  address: device.address,
  port: device.port,
  country: device.country,
  platform: device.platform,
  credentialId: device.credentialId,
  algorithms: device.algorithms,
  keepalive: device.keepalive,
  jumpHostId: device.jumpHostId,
  place: { site: device.site, area: areaOfTags(device.tags) },
});

function checked(devices: SelectedDevice[], field: string): SelectedDevice[] {
  const seen = new Map<string, string>();
  for (const { name, address, port } of devices) {
    const endpoint = canonicalEndpoint(address, port);
    const other = seen.get(endpoint);
    if (other) throw badInput(field, `expected each router once; ${other} and ${name} are both ${endpoint}`);
    seen.set(endpoint, name);
  }
  return devices;
}
