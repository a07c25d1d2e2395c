'use client';
import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/notice';
import { useLiveDevices } from './progress-context';
import { RunFilterBar } from './run-filter-bar';
import { NO_FILTERS, useRunFilters } from './run-params';
import { RunsTable } from './runs-table';
import { useRunMatch } from './use-job-groups';

/** The devices of the job that match, in the order of the plan: rows do not move while one watches. */
export function RunsView() {
  const devices = useLiveDevices();
  const { setFilters } = useRunFilters();
  const matches = useRunMatch();
  const shown = useMemo(() => (matches ? devices.filter(matches) : devices), [devices, matches]);
  const clear = () => setFilters(NO_FILTERS);
  return (
    <div className="grid gap-3">
      <RunFilterBar />
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title="No device matches" actions={<Button onClick={clear}>Clear filters</Button>} />
      ) : (
        <RunsTable devices={shown} />
      )}
    </div>
  );
}
