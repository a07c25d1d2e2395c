'use client';
import { keepPreviousData } from '@tanstack/react-query';
import { formatCount } from '@/domain/format';
import { DeviceFilterFields } from '../devices/device-filter-fields';
import { api } from '../shell/api';
import { useDebounced } from '../ui/use-debounced';
import type { DraftProps } from './job-draft';

const PREVIEW = 8;

export function PickByFilter({ draft, change }: DraftProps) {
  const filter = useDebounced(draft.filter, 250);
  const empty = Object.keys(draft.filter).length === 0;
  const { data, error } = api.devices.list.useQuery(
    { ...filter, limit: PREVIEW },
    { enabled: !empty, placeholderData: keepPreviousData },
  );
  return (
    <div className="grid gap-3">
      <DeviceFilterFields filter={draft.filter} onChange={(next) => change({ filter: next })} />
      <p className="text-muted-foreground text-xs tabular-nums" role="status">
        {empty && 'Devices that match all given fields are picked.'}
        {!empty && error && error.message}
        {!empty && !error && data && (
          <>
            <span className="text-foreground">{formatCount(data.total, 'device matches', 'devices match')}</span>
            {data.total > 0 && `: ${data.items.map((device) => device.name).join(', ')}`}
            {data.total > data.items.length && ' …'}
          </>
        )}
      </p>
    </div>
  );
}
