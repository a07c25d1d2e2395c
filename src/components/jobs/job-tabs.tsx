'use client';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs';
import { BatchesTable } from './batches-table';
import { ChartsView } from './charts-view';
import { FailuresView } from './failures-view';
import { OutputsView } from './outputs-view';
import { PlanView } from './plan-view';
import { type JobTab, useRunFilters } from './run-params';
import { RunsView } from './runs-view';
import { TabCount } from './tab-count';

export default function JobTabs() {
  const { filters, setFilters } = useRunFilters();
  return (
    <Tabs value={filters.tab} onValueChange={(tab) => setFilters({ tab: tab as JobTab })} className="grid gap-3">
      <TabsList aria-label="Details of the job">
        <TabsTrigger value="devices">
          Devices <TabCount of="devices" />
        </TabsTrigger>
        <TabsTrigger value="batches">
          Batches <TabCount of="batches" />
        </TabsTrigger>
        <TabsTrigger value="failures">
          Failures <TabCount of="failures" />
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
