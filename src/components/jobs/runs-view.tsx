'use client';
import { SearchX } from 'lucide-react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/notice';
import { RunFilterBar } from './run-filter-bar';
import { NO_FILTERS, useRunFilters } from './run-params';
import { RunsTable } from './runs-table';
import { useSortedRuns } from './use-sorted-runs';

/** The devices of the job that match: rows do not move while one watches. */
export function RunsView() {
  const { devices, sortAgain } = useSortedRuns();
  const { setFilters } = useRunFilters();
  const clear = () => setFilters(NO_FILTERS);
  return (
    <div className="grid gap-3">
      <RunFilterBar />
      {devices.length === 0 ? (
        <EmptyState icon={SearchX} title="No device matches" actions={<Button onClick={clear}>Clear filters</Button>} />
      ) : (
        <RunsTable devices={devices} sortAgain={sortAgain} />
      )}
    </div>
  );
}
