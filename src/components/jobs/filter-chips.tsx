'use client';
import { X } from 'lucide-react';
import { formatCount, formatNumber } from '@/domain/format';
import { Button } from '../ui/button';
import { FAILURE_VIEWS } from './failure-catalogue';
import { DIMENSION_WORDS, groupName } from './group-words';
import { useLiveDevices } from './progress-context';
import { isFiltered } from './run-filter';
import { NO_FILTERS, useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { useShownDevices } from './use-job-groups';
import { DIMENSIONS } from './wall-groups';

/** What the whole page is filtered to, each part with a button that takes it back. Nothing without a filter. */
export function FilterChips() {
  const { filters, setFilters } = useRunFilters();
  const devices = useLiveDevices();
  const { length: count } = useShownDevices();
  if (!isFiltered(filters)) return null;
  const chips = [
    ...DIMENSIONS.flatMap((dimension) => {
      const value = filters[dimension];
      if (value === null) return [];
      return [{ field: dimension, name: DIMENSION_WORDS[dimension].one, word: groupName(dimension, String(value)) }];
    }),
    ...(filters.state ? [{ field: 'state', name: 'State', word: DEVICE_RUN_STATE_VIEWS[filters.state].label }] : []),
    ...(filters.failure ? [{ field: 'failure', name: 'Failure', word: FAILURE_VIEWS[filters.failure].label }] : []),
    ...(filters.q.trim() ? [{ field: 'q', name: 'Search', word: filters.q.trim() }] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs" data-testid="filter-chips">
      <p role="status" className="tabular-nums">
        <span className="font-medium">{formatNumber(count)}</span>{' '}
        <span className="text-muted-foreground">of {formatCount(devices.length, 'device')}</span>
      </p>
      {chips.map(({ field, name, word }) => (
        <button
          key={field}
          type="button"
          aria-label={`Remove filter ${name}: ${word}`}
          onClick={() => setFilters({ [field]: null })}
          className="flex h-6 items-center gap-1 rounded-full border border-input bg-card px-2 hover:bg-muted"
        >
          <span className="text-muted-foreground">{name}</span> {word}
          <X aria-hidden className="size-3" />
        </button>
      ))}
      <Button variant="link" size="bare" className="text-xs" onClick={() => setFilters(NO_FILTERS)}>
        Clear filters
      </Button>
    </div>
  );
}
