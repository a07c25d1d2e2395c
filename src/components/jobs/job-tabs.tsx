'use client';
import { formatNumber } from '@/domain/format';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs';
import { BatchesTable } from './batches-table';
import { ChartsView } from './charts-view';
import { FailuresView } from './failures-view';
import { OutputsView } from './outputs-view';
import { PlanView } from './plan-view';
import { useLiveJob } from './progress-context';
import { type JobTab, useRunFilters } from './run-params';
import { RunsView } from './runs-view';

export default function JobTabs() {
  const { filters, setFilters } = useRunFilters();
  const batches = useLiveJob((job) => job.head.totalBatches);
  const failed = useLiveJob(({ progress: { counts } }) => counts.failed + counts.unknown);
  const devices = useLiveJob((job) => job.progress.counts.total);
  return (
    <Tabs value={filters.tab} onValueChange={(tab) => setFilters({ tab: tab as JobTab })} className="grid gap-3">
      <TabsList aria-label="Details of the job">
        <TabsTrigger value="devices">
          Devices <Count value={devices} />
        </TabsTrigger>
        <TabsTrigger value="batches">
          Batches <Count value={batches} />
        </TabsTrigger>
        <TabsTrigger value="failures">
          Failures <Count value={failed} />
        </TabsTrigger>
        <TabsTrigger value="outputs">Outputs</TabsTrigger>
        <TabsTrigger value="charts">Charts</TabsTrigger>
        <TabsTrigger value="plan">Plan</TabsTrigger>
      </TabsList>
      <TabsContent value="devices">
        <RunsView />
      </TabsContent>
      <TabsContent value="batches">
        <BatchesTable />
      </TabsContent>
      <TabsContent value="failures">
        <FailuresView />
      </TabsContent>
      <TabsContent value="outputs">
        <OutputsView />
      </TabsContent>
      <TabsContent value="charts">
        <ChartsView />
      </TabsContent>
      <TabsContent value="plan">
        <PlanView />
      </TabsContent>
    </Tabs>
  );
}

function Count({ value }: { value: number }) {
  return <span className="text-muted-foreground text-xs tabular-nums">{formatNumber(value)}</span>;
}
