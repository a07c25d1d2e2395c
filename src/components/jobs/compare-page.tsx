'use client';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { CompareSummary } from './compare-summary';
import { ComparedDevice } from './compared-device';
import type { Comparison } from './comparison';
import { RunPickers } from './run-pickers';
import { useCompareParams } from './use-compare-params';

const COMPARING_MS = 300;
const RUNNING_MS = 3000;
const PAGE = 100;
/** As many as one answer may hold. */
const MAX_SHOWN = 500;

/** Two runs of the same commands: which devices answer otherwise now, and in what. */
export function ComparePage() {
  const [{ a, b }] = useCompareParams();
  return (
    <>
      <PageHeader title="Compare two runs" />
      <RunPickers />
      {a && b ? (
        <Compared key={`${a} ${b}`} a={a} b={b} />
      ) : (
        <EmptyState icon={GitCompareArrows} title="Pick two runs of the same commands">
          The page then lists the devices whose answers differ, or that are missing on one side. Ages, timers and
          counters are left out, and so is what a refresh of an LSA changes.
        </EmptyState>
      )}
    </>
  );
}

function Compared({ a, b }: { a: string; b: string }) {
  const [{ command, show }] = useCompareParams();
  const [limit, setLimit] = useState(PAGE);
  const query = api.jobs.compare.useQuery(
    { a, b, show, limit, ...(command === null ? {} : { command }) },
    {
      retry: false,
      placeholderData: (before) => before,
      refetchInterval: ({ state: { data } }) => {
        if (!data) return false;
        if (!data.complete) return COMPARING_MS;
        return [data.a, data.b].every(({ state }) => isFinalJobState(state)) ? false : RUNNING_MS;
      },
    },
  );
  const { data, error } = query;
  if (error) {
    return (
      <ErrorState
        title="These two runs cannot be compared"
        message={error.message}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!data) {
    return (
      <Card>
        <SkeletonRows />
      </Card>
    );
  }
  return (
    <div className="grid gap-3" data-testid="comparison" data-complete={data.complete}>
      <CompareSummary data={data} />
      <Devices data={data} />
      {data.nextCursor !== null && limit < MAX_SHOWN && (
        <Button className="justify-self-center" onClick={() => setLimit(Math.min(MAX_SHOWN, limit + PAGE))}>
          Show more ({formatNumber(data.total - data.items.length)} left)
        </Button>
      )}
    </div>
  );
}

function Devices({ data }: { data: Comparison }) {
  if (data.items.length === 0) {
    if (!data.complete) return null;
    const over = [data.a, data.b].every(({ state }) => isFinalJobState(state));
    return (
      <EmptyState icon={GitCompareArrows} title={over ? 'Nothing differs' : 'Nothing differs so far'}>
        {over ? 'Every device' : 'Every device that has ended in both runs'} answers as before, but for ages, timers and
        counters.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul className="divide-y">
        {data.items.map((device) => (
          <ComparedDevice key={device.deviceId} device={device} data={data} />
        ))}
      </ul>
    </Card>
  );
}
