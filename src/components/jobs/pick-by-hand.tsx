'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DeviceFilter } from '@/domain/device-schema';
import { formatCount, formatNumber } from '@/domain/format';
import { DeviceFilterFields } from '../devices/device-filter-fields';
import { api, type Outputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { CountryCode } from '../ui/country';
import { ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { useDebounced } from '../ui/use-debounced';
import { useScale } from '../ui/use-screen';
import type { DraftProps } from './job-draft';

const PAGE = 200;
const ROW_PX = 32;

type Device = Outputs['devices']['list']['items'][number];

/** A list to tick; the filters above it narrow the list, never what is ticked. */
export function PickByHand({ draft, change }: DraftProps) {
  const { client } = api.useUtils();
  const [filter, setFilter] = useState<DeviceFilter>({});
  const settled = useDebounced(filter, 250);
  const list = usePageQuery<DeviceFilter & { limit: number }, Device>({
    path: ['devices', 'list'],
    input: { ...settled, limit: PAGE },
    fetchPage: (input, signal) => client.devices.list.query(input, { signal }),
  });
  const devices = list.items;
  const picked = useMemo(() => new Set(draft.deviceIds), [draft.deviceIds]);
  const toggle = (id: string, on: boolean) =>
    change({ deviceIds: on ? [...draft.deviceIds, id] : draft.deviceIds.filter((known) => known !== id) });
  const addShown = () => change({ deviceIds: [...new Set([...draft.deviceIds, ...devices.map(({ id }) => id)])] });
  if (list.error) {
    return (
      <ErrorState title="Devices could not be read" message={list.error.message} onRetry={() => void list.refetch()} />
    );
  }
  return (
    <div className="grid gap-3">
      <DeviceFilterFields filter={filter} onChange={setFilter} />
      {list.isPending ? (
        <SkeletonRows rows={6} />
      ) : (
        <TickList
          devices={devices}
          picked={picked}
          onToggle={toggle}
          onNearEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
      <div className="flex flex-wrap items-center gap-3 text-muted-foreground text-xs">
        <span className="tabular-nums" role="status">
          {formatCount(draft.deviceIds.length, 'device')} ticked
        </span>
        <Button size="sm" onClick={addShown} disabled={devices.length === 0}>
          Tick {formatNumber(devices.length)} listed
        </Button>
        <Button size="sm" variant="ghost" onClick={() => change({ deviceIds: [] })} disabled={picked.size === 0}>
          Untick all
        </Button>
      </div>
    </div>
  );
}

interface TickListProps {
  devices: readonly Device[];
  picked: ReadonlySet<string>;
  onToggle: (id: string, on: boolean) => void;
  onNearEnd: () => void;
}

function TickList({ devices, picked, onToggle, onNearEnd }: TickListProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const height = ROW_PX * useScale();
  const virtualizer = useVirtualizer({
    count: devices.length,
    estimateSize: () => height,
    getScrollElement: () => scrollRef.current,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  const onEnd = useRef(onNearEnd);
  onEnd.current = onNearEnd;
  useEffect(() => {
    if (lastIndex >= devices.length - 20) onEnd.current();
  }, [lastIndex, devices.length]);
  if (devices.length === 0) return <p className="py-4 text-muted-foreground">No device matches.</p>;
  return (
    <div ref={scrollRef} className="h-72 overflow-y-auto rounded-md border">
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const device = devices[item.index];
          if (!device) return null;
          return (
            <li key={device.id} className="absolute inset-x-0" style={{ transform: `translateY(${item.start}px)` }}>
              {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button that Radix labels */}
              <label className="flex h-8 cursor-pointer items-center gap-3 border-b px-3 text-xs hover:bg-muted/60">
                <Checkbox
                  data-testid="device-checkbox"
                  checked={picked.has(device.id)}
                  onCheckedChange={(checked) => onToggle(device.id, checked === true)}
                />
                <span className="min-w-0 flex-1 truncate font-medium">{device.name}</span>
                <CountryCode code={device.country} />
                <span className="w-32 truncate text-right font-mono text-muted-foreground">{device.address}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
