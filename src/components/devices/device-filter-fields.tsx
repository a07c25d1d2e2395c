'use client';
import { DEVICE_PLATFORMS, type DeviceFilter, PLATFORM_LABELS } from '@/domain/device';
import { api } from '../shell/api';
import { countryName } from '../ui/format';
import { Input } from '../ui/input';
import { SearchInput } from '../ui/search-input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { countriesWords } from './filter-words';

const ANY = 'any';
const SEVERAL = 'several';

/** Leaves empty fields out: the server takes an absent field as "any", never an empty one. */
export function withFilter(filter: DeviceFilter, part: Partial<DeviceFilter>): DeviceFilter {
  return Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value)) as DeviceFilter;
}

/** Search, country, platform and tag. Several countries are shown, and given up for another choice; they are not made here. */
export function DeviceFilterFields(props: { filter: DeviceFilter; onChange: (filter: DeviceFilter) => void }) {
  const { filter, onChange } = props;
  const countries = api.devices.countries.useQuery();
  const several = filter.countries;
  const set = (part: Partial<DeviceFilter>) => onChange(withFilter(filter, part));
  return (
    <div className="flex flex-wrap gap-2">
      <SearchInput
        aria-label="Search devices"
        placeholder="Name, address, site or tag"
        className="w-full sm:w-60"
        maxLength={100}
        value={filter.search ?? ''}
        onChange={(event) => set({ search: event.target.value })}
      />
      <Select
        value={several ? SEVERAL : (filter.country ?? ANY)}
        onValueChange={(value) =>
          value !== SEVERAL && set({ countries: undefined, country: value === ANY ? undefined : value })
        }
      >
        <SelectTrigger aria-label="Country" className="w-40 max-sm:flex-1">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>Any country</SelectItem>
          {several && <SelectItem value={SEVERAL}>{countriesWords(several)}</SelectItem>}
          {countries.data?.map(({ country }) => (
            <SelectItem key={country} value={country}>
              {country} · {countryName(country)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Select
        value={filter.platform ?? ANY}
        onValueChange={(value) => set({ platform: DEVICE_PLATFORMS.find((platform) => platform === value) })}
      >
        <SelectTrigger aria-label="Platform" className="w-40 max-sm:flex-1">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>Any platform</SelectItem>
          {DEVICE_PLATFORMS.map((platform) => (
            <SelectItem key={platform} value={platform}>
              {PLATFORM_LABELS[platform]}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Input
        aria-label="Tag"
        placeholder="Tag"
        className="w-32 max-sm:w-full"
        maxLength={32}
        value={filter.tag ?? ''}
        onChange={(event) => set({ tag: event.target.value })}
      />
    </div>
  );
}
