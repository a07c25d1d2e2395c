'use client';
import { memo } from 'react';
import type { Counts } from '@/domain/event';
import { doneOf } from '@/domain/progress';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { countryName, formatNumber } from '../ui/format';
import { CountsBar } from './counts-bar';
import { sameMembers, shallowEqual, useLiveJob } from './progress-context';
import { useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

/** One bar per country. Their order is by size, then name, and stays as it is while the job runs. */
export function CountryProgress() {
  const codes = useLiveJob(
    ({ progress: { countries } }) =>
      Object.keys(countries).sort(
        (a, b) => (countries[b]?.total ?? 0) - (countries[a]?.total ?? 0) || a.localeCompare(b),
      ),
    sameMembers,
  );
  return (
    <Card className="@container">
      <CardHeader>
        <CardTitle>
          Countries <span className="text-muted-foreground tabular-nums">({formatNumber(codes.length)})</span>
        </CardTitle>
      </CardHeader>
      <ul className="grid @4xl:grid-cols-3 @7xl:grid-cols-4 @min-[100rem]:grid-cols-5 @xl:grid-cols-2 gap-x-6 overflow-y-auto lg:max-h-82 px-1.5 py-1">
        {codes.map((code) => (
          <CountryRow key={code} code={code} />
        ))}
      </ul>
    </Card>
  );
}

const CountryRow = memo(function CountryRow({ code }: { code: string }) {
  const counts = useLiveJob((job) => job.progress.countries[code], sameCounts);
  const { setFilters } = useRunFilters();
  if (!counts) return null;
  return (
    <li data-testid="country-row" data-country={code}>
      <button
        type="button"
        title={`Show the devices in ${countryName(code)}`}
        onClick={() => setFilters({ tab: 'devices', country: code })}
        className="grid h-8 w-full grid-cols-[1.5rem_minmax(2.5rem,1fr)_auto_5.75rem] items-center gap-x-2.5 rounded-sm px-2.5 text-left text-xs hover:bg-muted/60 focus-visible:outline-offset-[-2px]"
      >
        <span className="font-mono">{code}</span>
        <CountsBar counts={counts} label={countryName(code)} />
        <span className="text-right tabular-nums">
          {formatNumber(doneOf(counts))}/{formatNumber(counts.total)}
        </span>
        <CountryNote counts={counts} />
      </button>
    </li>
  );
});

/** What is worth a word: failures first, else what runs. */
function CountryNote({ counts }: { counts: Counts }) {
  if (counts.failed > 0) {
    return (
      <StateMark view={DEVICE_RUN_STATE_VIEWS.failed}>
        <span className="tabular-nums">{formatNumber(counts.failed)} failed</span>
      </StateMark>
    );
  }
  if (counts.running > 0) {
    return (
      <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.running, spins: false }}>
        <span className="tabular-nums">{formatNumber(counts.running)} running</span>
      </StateMark>
    );
  }
  if (counts.completed === counts.total)
    return <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.completed, label: 'done' }} />;
  const rest = (['unknown', 'canceled', 'skipped'] as const).find((state) => counts[state] > 0);
  if (!rest || counts.pending > 0) return <span />;
  return (
    <StateMark view={DEVICE_RUN_STATE_VIEWS[rest]}>
      <span className="tabular-nums">
        {counts[rest]} {rest}
      </span>
    </StateMark>
  );
}

const sameCounts = (a: Counts | undefined, b: Counts | undefined) => a === b || (!!a && !!b && shallowEqual(a, b));
