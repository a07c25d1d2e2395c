'use client';
import { DEVICE_PLATFORMS, PLATFORM_LABELS } from '@/domain/device';
import type { DeviceFilter } from '@/domain/device-schema';
import { countryName } from '@/domain/format';
import { api } from '../shell/api';
import { AnySelect } from '../ui/any-select';
import { Input } from '../ui/input';
import { SearchInput } from '../ui/search-input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { countriesWords } from './filter-words';

const ANY = 'any';
const SEVERAL = 'several';

/** Leaves empty fields out: the server takes an absent field as "any", never an empty one. */
function withFilter(filter: DeviceFilter, part: Partial<DeviceFilter>): DeviceFilter {
  return Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value)) as DeviceFilter;
}

interface DeviceFilterFieldsProps {
  filter: DeviceFilter;
  onChange: (filter: DeviceFilter) => void;
  /** False where countries are chosen beside it. */
  country?: boolean;
}

/** Search, country, platform and tag. Several countries are shown, and given up for another choice; they are not made here. */
export function DeviceFilterFields({ filter, onChange, country: withCountry = true }: DeviceFilterFieldsProps) {
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
      {withCountry && (
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
      )}
      <AnySelect
        label="Platform"
        any="Any platform"
        value={filter.platform ?? null}
        options={DEVICE_PLATFORMS.map((platform) => [platform, PLATFORM_LABELS[platform]])}
        onPick={(platform) => set({ platform: platform ?? undefined })}
        className="w-40 max-sm:flex-1"
      />
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
