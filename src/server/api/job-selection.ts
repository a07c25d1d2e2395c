import { canonicalEndpoint } from '@/domain/device';
import type { PlannedDevice } from '@/domain/job';
import { areaOfTags } from '@/domain/job-groups';
import type { DeviceRecord } from '../db/device-record';
import type { Services } from './context';
import { badInput, named } from './errors';
import { type JobInput, MAX_JOB_DEVICES } from './job-input';

export type SelectedDevice = Omit<PlannedDevice, 'batch'>;

/**
 * The devices of a job, in the order given, or by name for a filter. Throws BAD_REQUEST that names the field where the
 * selection is not exactly one of ids and filter, is empty, or names unknown or repeated devices.
 */
export async function selectDevices(
  services: Services,
  { deviceIds, filter }: Pick<JobInput, 'deviceIds' | 'filter'>,
): Promise<SelectedDevice[]> {
  if (deviceIds && filter) throw badInput('filter', 'expected deviceIds or filter, not both');
  if (deviceIds) return checked(await byIds(services, deviceIds), 'deviceIds');
  if (!filter) throw badInput('deviceIds', 'expected deviceIds or filter');
  const { all: _, ...fields } = filter;
  const devices = await services.devices.selectByFilter(fields);
  if (devices.length === 0) throw badInput('filter', 'expected a filter that matches at least one device');
  if (devices.length > MAX_JOB_DEVICES) throw badInput('filter', `expected at most ${MAX_JOB_DEVICES} devices`);
  return checked(devices.map(frozen), 'filter');
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
