import { type Command, Option } from 'commander';
import { isAreaZeroError } from '@/client/client';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { usage } from '../exit-codes';
import { many } from '../option-values';
import { listed } from '../pages';
import type { DeviceFilter, JobInput, Portal } from '../portal';

export interface SelectionOptions {
  readonly all?: true;
  readonly device?: readonly string[];
  readonly country?: readonly string[];
  readonly platform?: DeviceFilter['platform'];
  readonly tag?: string;
  readonly search?: string;
}

export const withSelection = (command: Command): Command =>
  command
    .option('--all', 'every device of the inventory')
    .option('--country <code>', 'devices in this country (ISO 3166-1 alpha-2); repeat it for several', many)
    .addOption(new Option('--platform <platform>', 'devices of this platform').choices(DEVICE_PLATFORMS))
    .option('--tag <tag>', 'devices with this tag')
    .option('--search <text>', 'devices with this in name, address, site or tags')
    .option(
      '--device <name or id>',
      'this device; repeat it for several, in the order in which they shall start',
      many,
    );

type Selection = Pick<JobInput, 'deviceIds' | 'filter'>;

/**
 * The devices of a job as the api takes them: a filter as it is, devices by name as ids. Throws a `Stop` where nothing is
 * selected, where ways of selecting are mixed, and where a device is not there.
 */
export async function selectionFrom(portal: Portal, options: SelectionOptions): Promise<Selection> {
  const { all, device, country = [], platform, tag, search } = options;
  const fields = { platform, tag, search };
  const filtered = country.length > 0 || Object.values(fields).some((value) => value !== undefined);
  const ways = [all, device, filtered].filter(Boolean).length;
  if (ways === 0) {
    throw usage('No devices: give --all, or --device, or at least one of --country, --platform, --tag, --search');
  }
  if (ways > 1) throw usage('Expected one of --all, --device, or filters; not several of them');
  if (all) return { filter: { all: true } };
  if (device) return { deviceIds: await idsOf(portal, device) };
  return { filter: withoutAbsent({ ...fields, countries: country.length > 0 ? [...country] : undefined }) };
}

async function idsOf({ client }: Portal, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const { items } = await listed((page) => client.devices.list.query({ search: name, ...page }));
    const named = items.find((device) => device.name === name);
    ids.push(named ? named.id : await knownId(client, name));
  }
  return ids;
}

/** Search looks into names and not into ids. */
async function knownId(client: Portal['client'], id: string): Promise<string> {
  try {
    return (await client.devices.get.query({ id })).id;
  } catch (error) {
    if (!isAreaZeroError(error) || error.data?.code !== 'NOT_FOUND') throw error;
    throw usage(`--device: expected a device of the inventory by its name or id, got ${id}`);
  }
}

export const withoutAbsent = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
