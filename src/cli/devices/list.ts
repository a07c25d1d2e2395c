import { type Context, type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { listed, tellRest } from '../pages';
import type { DeviceFilter, DeviceView } from '../portal';
import { type Column, printTable } from '../terminal/table';

export interface DeviceListOptions extends GlobalOptions, DeviceFilter {
  readonly limit: number;
}

const COLUMNS: readonly Column<DeviceView>[] = [
  { title: 'name', of: ({ name }) => name, whole: true },
  { title: 'country', of: ({ country }) => country },
  { title: 'platform', of: ({ platform }) => platform },
  {
    title: 'address',
    of: ({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`),
  },
  { title: 'site', of: ({ site }) => site ?? '' },
  { title: 'tags', of: ({ tags }) => tags.join(';') },
  { title: 'id', of: ({ id }) => id, whole: true },
];

export const listDevices = (
  ctx: Context,
  { limit, json, search, country, platform, tag, ...options }: DeviceListOptions,
) =>
  withPortal(ctx, options, async ({ client }) => {
    const filter = { search, country, platform, tag };
    const { items, total } = await listed((page) => client.devices.list.query({ ...filter, ...page }), limit);
    if (json) printJson(ctx, { items, total });
    else printTable(ctx.out, COLUMNS, items);
    tellRest(ctx, items.length, total);
    return 'ok';
  });
