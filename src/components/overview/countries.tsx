'use client';
import { Router } from 'lucide-react';
import Link from 'next/link';
import { countryName, formatCount, formatExact, formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { StateMark } from '../jobs/state-mark';
import { api, type Outputs } from '../shell/api';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import { TimeAgo } from '../ui/time';
import { outcomeWords } from './outcome-words';

/** How often the last outcomes are asked for; the list of jobs says sooner that one has ended. */
const REFRESH_MS = 15_000;

/** How many devices each country has, as bars to one scale, and how the last job ended there. */
export function Countries() {
  const { data, error, refetch } = api.devices.countries.useQuery();
  const total = data?.reduce((sum, entry) => sum + entry.total, 0) ?? 0;
  return (
    <Card className="@container">
      <CardHeader>
        <CardTitle>
          Countries{' '}
          {total > 0 && (
            <span className="ml-1 font-normal text-muted-foreground text-xs">devices and last outcome</span>
          )}
        </CardTitle>
        {total > 0 && (
          <Link href="/devices" className="text-link text-xs tabular-nums hover:underline">
            {total === 1 ? 'All devices' : `All ${formatCount(total, 'device')}`}
          </Link>
        )}
      </CardHeader>
      {error ? (
        <ErrorState title="The inventory could not be read" message={error.message} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows rows={5} />
      ) : total === 0 ? (
        <NoDevices />
      ) : (
        <CountryRows countries={data} />
      )}
    </Card>
  );
}

function CountryRows({ countries }: { countries: readonly { country: string; total: number }[] }) {
  const largest = Math.max(...countries.map((entry) => entry.total));
  const { data } = api.overview.countries.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const last = new Map(data?.map((entry) => [entry.country, entry]));
  return (
    <ul className="grid @4xl:grid-cols-2 @7xl:grid-cols-3 @min-[120rem]:grid-cols-4 gap-x-6 px-1.5 py-1">
      {countries.map(({ country, total }) => (
        <li
          key={country}
          data-testid="country-outcome"
          data-country={country}
          className="grid h-8 grid-cols-[minmax(0,1fr)_11.5rem] items-center max-sm:grid-cols-[minmax(0,1fr)_7.5rem] gap-x-2 max-sm:h-11"
        >
          <Link
            href={`/devices?country=${country}`}
            title={`Devices in ${countryName(country)}`}
            className="grid h-full @lg:grid-cols-[1.5rem_minmax(0,9rem)_1fr_2.5rem] grid-cols-[1.5rem_minmax(0,1fr)_2.5rem] items-center gap-x-2.5 rounded-sm px-2.5 text-xs hover:bg-muted/60"
          >
            <span className="font-mono text-muted-foreground">{country}</span>
            <span className="truncate">{countryName(country)}</span>
            <span aria-hidden className="@max-lg:hidden h-1.5 overflow-hidden rounded-full bg-track">
              <span
                className="block h-full rounded-full bg-muted-foreground"
                style={{ width: `${(total * 100) / largest}%` }}
              />
            </span>
            <span className="text-right tabular-nums">{formatNumber(total)}</span>
          </Link>
          <LastOutcome outcome={last.get(country) ?? null} asked={data !== undefined} />
        </li>
      ))}
    </ul>
  );
}

type Outcome = Outputs['overview']['countries'][number];

/** How the last job went there, and when. */
function LastOutcome({ outcome, asked }: { outcome: Outcome | null; asked: boolean }) {
  if (!outcome) {
    return <span className="px-2 text-muted-foreground text-xs">{asked ? 'not run yet' : ''}</span>;
  }
  const { jobId, title, country, endedAt, counts } = outcome;
  const { view, words } = outcomeWords(counts);
  return (
    <Link
      href={`/jobs/${jobId}?country=${country}`}
      title={`${title}, ${formatExact(endedAt)}`}
      className="flex h-full min-w-0 items-center justify-between gap-2 rounded-sm px-2 text-xs hover:bg-muted/60"
    >
      <StateMark view={view}>
        <span className="tabular-nums">{words}</span>
      </StateMark>
      <TimeAgo at={endedAt} className="truncate text-muted-foreground max-sm:hidden" />
    </Link>
  );
}

function NoDevices() {
  const { can } = useMe();
  return (
    <EmptyState
      icon={Router}
      title="The inventory is empty"
      actions={
        can('admin') && (
          <>
            <Button asChild>
              <Link href="/credentials">1. Add a credential</Link>
            </Button>
            <Button asChild variant="primary">
              <Link href="/devices/import">2. Import devices</Link>
            </Button>
          </>
        )
      }
    >
      Jobs run on devices. Say how to log in, then import them from a file or a Google sheet.
    </EmptyState>
  );
}
