'use client';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { countryName } from '../ui/format';
import { SearchInput } from '../ui/search-input';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { sameMembers, useLiveJob } from './progress-context';
import { useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

/** Radix selects cannot hold an empty value. */
const ANY = 'any';

export function RunFilterBar() {
  const { filters, setFilters } = useRunFilters();
  return (
    <div className="flex flex-wrap gap-2">
      <SearchInput
        aria-label="Search devices of this job"
        placeholder="Search devices"
        className="w-full sm:w-56"
        value={filters.q}
        onChange={(event) => setFilters({ q: event.target.value || null })}
      />
      <StateFilter />
      <CountryFilter />
      <BatchFilter />
    </div>
  );
}

function StateFilter() {
  const { filters, setFilters } = useRunFilters();
  return (
    <Select
      value={filters.state ?? ANY}
      onValueChange={(value) => setFilters({ state: DEVICE_RUN_STATES.find((state) => state === value) ?? null })}
    >
      <SelectTrigger aria-label="State" className="w-40 max-sm:flex-1">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ANY}>Any state</SelectItem>
        {DEVICE_RUN_STATES.map((state) => (
          <SelectItem key={state} value={state}>
            <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS[state], spins: false }} />
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function CountryFilter() {
  const { filters, setFilters } = useRunFilters();
  const codes = useLiveJob((job) => Object.keys(job.progress.countries).sort(), sameMembers);
  return (
    <Select
      value={filters.country ?? ANY}
      onValueChange={(value) => setFilters({ country: value === ANY ? null : value })}
    >
      <SelectTrigger aria-label="Country" className="w-44 max-sm:flex-1">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ANY}>Any country</SelectItem>
        {codes.map((code) => (
          <SelectItem key={code} value={code}>
            {code} · {countryName(code)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function BatchFilter() {
  const { filters, setFilters } = useRunFilters();
  const total = useLiveJob((job) => job.head.totalBatches);
  if (total < 2) return null;
  return (
    <Select
      value={filters.batch === null ? ANY : String(filters.batch)}
      onValueChange={(value) => setFilters({ batch: value === ANY ? null : Number(value) })}
    >
      <SelectTrigger aria-label="Batch" className="w-32 max-sm:w-full">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ANY}>Any batch</SelectItem>
        {Array.from({ length: total }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: batches are numbered by their place
          <SelectItem key={index} value={String(index + 1)}>
            Batch {index + 1}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
