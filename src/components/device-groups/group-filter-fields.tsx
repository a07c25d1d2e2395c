'use client';
import { keepPreviousData } from '@tanstack/react-query';
import type { DeviceFilter } from '@/domain/device-schema';
import { formatCount } from '@/domain/format';
import { CountryTicks } from '../devices/country-ticks';
import { DeviceFilterFields } from '../devices/device-filter-fields';
import { api } from '../shell/api';
import { Label } from '../ui/label';
import { useDebounced } from '../ui/use-debounced';

interface FilterProps {
  filter: DeviceFilter;
  onChange: (filter: DeviceFilter) => void;
  error: string | undefined;
}

/** The filter of a group, with as many countries as one likes, and how many devices match it now. */
export function GroupFilterFields({ filter, onChange, error }: FilterProps) {
  const settled = useDebounced(filter, 250, JSON.stringify(filter));
  const empty = Object.keys(filter).length === 0;
  // Of no filter the list is the whole inventory, which is not what the group would be.
  const enabled = Object.keys(settled).length > 0;
  const list = api.devices.list.useQuery({ ...settled, limit: 1 }, { enabled, placeholderData: keepPreviousData });
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 font-medium text-xs">Devices that match all of this</legend>
      <DeviceFilterFields filter={filter} onChange={onChange} country={false} />
      <div className="grid gap-1.5">
        <Label asChild>
          <span>Countries</span>
        </Label>
        <div className="max-h-60 overflow-y-auto rounded-md border p-2">
          <CountryTicks
            picked={filter.countries ?? (filter.country ? [filter.country] : [])}
            onChange={(countries) => onChange(withCountries(filter, countries))}
          />
        </div>
      </div>
      {error ? (
        <p role="alert" className="text-state-failed text-xs">
          {error}
        </p>
      ) : (
        <p role="status" className="text-muted-foreground text-xs tabular-nums">
          {empty
            ? 'Give at least one of search, country, platform or tag.'
            : enabled &&
              list.data &&
              `${formatCount(list.data.total, 'device matches', 'devices match')} now. Who matches later belongs to it as well.`}
        </p>
      )}
    </fieldset>
  );
}

/** One country is a country, more are countries: so that the inventory's own filter shows the one. */
function withCountries({ country: _, countries: __, ...others }: DeviceFilter, picked: string[]): DeviceFilter {
  const [only, ...more] = picked;
  if (!only) return others;
  return more.length === 0 ? { ...others, country: only } : { ...others, countries: picked };
}
