'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DEVICE_PLATFORMS } from '@/domain/device';
import type { DeviceFilter } from '@/domain/device-schema';
import { api, type Outputs } from '../shell/api';
import { useWindowQuery } from '../shell/window-query';
import { useDebounced } from '../ui/use-debounced';

export type Device = Outputs['devices']['list']['items'][number];

/** What the sheet shows: nothing, a new device, or one that exists. */
export type Editing = null | 'new' | Device;

const PAGE = 100;
/** As many as the api gives at once. */
const MAX_PAGE = 500;

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

/** The devices that match and belong to the group, as far as they are on the screen. */
export function useDeviceList(filter: DeviceFilter, groupId: string | null) {
  const { client } = api.useUtils();
  const settled = useDebounced(filter, 250, JSON.stringify(filter));
  const input = { ...settled, ...(groupId === null ? {} : { groupId }) };
  const list = useWindowQuery<DeviceFilter & { groupId?: string }, Device>({
    path: ['devices', 'list'],
    input,
    pageSize: PAGE,
    fetchPage: (page, signal) => client.devices.list.query(page, { signal }),
  });
  /** By cursor, so that none is left out or comes twice when the inventory changes meanwhile. */
  const allIds = async (): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Outputs['devices']['list'] = await client.devices.list.query({ ...input, limit: MAX_PAGE, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return ids;
  };
  return { ...list, input, filter: settled, groupId, allIds };
}
