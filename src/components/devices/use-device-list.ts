'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DEVICE_PLATFORMS, type DeviceFilter } from '@/domain/device';
import { api, type Outputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { useDebounced } from '../ui/use-debounced';

export type Device = Outputs['devices']['list']['items'][number];

/** What the sheet shows: nothing, a new device, or one that exists. */
export type Editing = null | 'new' | Device;

const PAGE = 200;

/** The filter of the inventory, kept in the address. */
export function useDeviceFilter() {
  const [params, setParams] = useQueryStates({
    q: parseAsString,
    country: parseAsString,
    platform: parseAsStringLiteral(DEVICE_PLATFORMS),
    tag: parseAsString,
    group: parseAsString,
  });
  const filter: DeviceFilter = {
    ...(params.q ? { search: params.q } : {}),
    ...(params.country ? { country: params.country } : {}),
    ...(params.platform ? { platform: params.platform } : {}),
    ...(params.tag ? { tag: params.tag } : {}),
  };
  const setFilter = ({ search, country, platform, tag }: DeviceFilter) =>
    setParams({ q: search ?? null, country: country ?? null, platform: platform ?? null, tag: tag ?? null });
  const filtered = Object.keys(filter).length > 0;
  return {
    filter,
    setFilter,
    filtered,
    groupId: params.group,
    setGroup: (group: string | null) => setParams({ group }),
  };
}

/** The devices that match and belong to the group, page by page as one scrolls. */
export function useDeviceList(filter: DeviceFilter, groupId: string | null) {
  const { client } = api.useUtils();
  const settled = useDebounced(filter, 250, JSON.stringify(filter));
  return usePageQuery<DeviceFilter & { groupId?: string; limit: number }, Device>({
    path: ['devices', 'list'],
    input: { ...settled, ...(groupId === null ? {} : { groupId }), limit: PAGE },
    fetchPage: (input, signal) => client.devices.list.query(input, { signal }),
  });
}
