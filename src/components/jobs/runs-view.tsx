'use client';
import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format';
import { EmptyState } from '../ui/notice';
import { useLiveJob } from './progress-context';
import { filterRuns, isFiltered } from './run-filter';
import { RunFilterBar } from './run-filter-bar';
import { useRunFilters } from './run-params';
import { RunsTable } from './runs-table';

/** Every device of the job, in the order of the plan: rows do not move while one watches. */
export function RunsView() {
  const devices = useLiveJob((job) => job.progress.devices);
  const { filters, setFilters } = useRunFilters();
  const { state, country, batch, q } = filters;
  const shown = useMemo(() => filterRuns(devices, { state, country, batch, q }), [devices, state, country, batch, q]);
  const clear = () => setFilters({ state: null, country: null, batch: null, q: null });
  return (
    <div className="grid gap-3">
      <RunFilterBar />
      {isFiltered(filters) && (
        <p className="flex items-center gap-3 text-muted-foreground text-xs tabular-nums" role="status">
          {formatCount(shown.length, 'device')} of {formatCount(devices.length, 'device')}
          <Button variant="link" size="bare" className="text-xs" onClick={clear}>
            Clear filters
          </Button>
        </p>
      )}
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title="No device matches" actions={<Button onClick={clear}>Clear filters</Button>} />
      ) : (
        <RunsTable devices={shown} />
      )}
    </div>
  );
}
