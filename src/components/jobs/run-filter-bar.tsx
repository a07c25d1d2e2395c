'use client';
import { use } from 'react';
import { DEVICE_RUN_STATES } from '@/domain/job';
import { AnySelect } from '../ui/any-select';
import { cn } from '../ui/cn';
import { PickOne } from '../ui/pick-one';
import { SearchInput } from '../ui/search-input';
import { DIMENSION_WORDS, groupFilter, groupName } from './group-words';
import { ProgressContext, useLiveJob } from './progress-context';
import { matcherOf } from './run-filter';
import { useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { useJobGroups } from './use-job-groups';
import { type Dimension, dimensionsOf, wallOf } from './wall-groups';

const WIDTHS = {
  country: 'sm:w-44',
  platform: 'sm:w-40',
  site: 'sm:w-36',
  area: 'sm:w-36',
  batch: 'sm:w-30',
} satisfies Record<Dimension, string>;
/** On a phone two stand side by side. */
const HALF = 'max-sm:w-[calc(50%-0.25rem)]';

export function RunFilterBar() {
  const { filters, setFilters } = useRunFilters();
  const groups = useJobGroups();
  const batches = useLiveJob((job) => job.head.totalBatches);
  const dimensions = dimensionsOf(groups).filter((dimension) => dimension !== 'batch' || batches > 1);
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
      {dimensions.map((dimension) => (
        <GroupFilter key={dimension} dimension={dimension} className={cn(HALF, WIDTHS[dimension])} />
      ))}
    </div>
  );
}

function StateFilter() {
  const { filters, setFilters } = useRunFilters();
  return (
    <AnySelect
      label="State"
      any="Any state"
      value={filters.state}
      options={DEVICE_RUN_STATES.map((state) => [
        state,
        <StateMark key={state} view={{ ...DEVICE_RUN_STATE_VIEWS[state], spins: false }} />,
      ])}
      onPick={(state) => setFilters({ state })}
      className={cn(HALF, 'sm:w-40')}
    />
  );
}

/** Devices by one of the wall's dimensions, with how many of the shown ones each value has. */
function GroupFilter({ dimension, className }: { dimension: Dimension; className: string }) {
  const { filters, setFilters } = useRunFilters();
  const groups = useJobGroups();
  // Not by `useLiveJob`: a closed list need not be drawn anew for each frame.
  const store = use(ProgressContext);
  const words = DIMENSION_WORDS[dimension];
  const value = filters[dimension] === null ? null : String(filters[dimension]);
  return (
    <PickOne
      label={words.one}
      any={`Any ${words.one.toLowerCase()}`}
      value={value}
      picked={value === null ? null : labelOf(dimension, value)}
      options={() =>
        wallOf(
          store?.get()?.progress.devices ?? [],
          dimension,
          groups,
          matcherOf(filters, groups, dimension),
        ).tiles.map(({ key, counts }) => ({
          value: key,
          label: labelOf(dimension, key),
          count: counts.total,
        }))
      }
      onPick={(key) => setFilters(key === null ? { [dimension]: null } : groupFilter(dimension, key))}
      className={className}
    />
  );
}

const labelOf = (dimension: Dimension, key: string): string =>
  dimension === 'country' ? `${key} · ${groupName(dimension, key)}` : groupName(dimension, key);
