'use client';
import { Router } from 'lucide-react';
import Link from 'next/link';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { countryName, formatNumber } from '../ui/format';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';

/** How many devices each country has, as bars to one scale. */
export function CountryTotals() {
  const { data, error, refetch } = api.devices.countries.useQuery();
  const total = data?.reduce((sum, entry) => sum + entry.total, 0) ?? 0;
  return (
    <Card className="@container">
      <CardHeader>
        <CardTitle>Devices by country</CardTitle>
        {total > 0 && (
          <Link href="/devices" className="text-link text-xs tabular-nums hover:underline">
            All {formatNumber(total)}
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
        <CountryBars countries={data} />
      )}
    </Card>
  );
}

function CountryBars({ countries }: { countries: readonly { country: string; total: number }[] }) {
  const largest = Math.max(...countries.map((entry) => entry.total));
  return (
    <ul className="grid @4xl:grid-cols-3 @7xl:grid-cols-4 @min-[100rem]:grid-cols-5 @xl:grid-cols-2 gap-x-6 px-1.5 py-1">
      {countries.map(({ country, total }) => (
        <li key={country}>
          <Link
            href={`/devices?country=${country}`}
            className="grid h-8 grid-cols-[1.5rem_minmax(0,8rem)_1fr_2.5rem] items-center gap-x-2.5 rounded-sm px-2.5 text-xs hover:bg-muted/60"
          >
            <span className="font-mono text-muted-foreground">{country}</span>
            <span className="truncate">{countryName(country)}</span>
            <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-track">
              <span
                className="block h-full rounded-full bg-muted-foreground"
                style={{ width: `${(total * 100) / largest}%` }}
              />
            </span>
            <span className="text-right tabular-nums">{formatNumber(total)}</span>
          </Link>
        </li>
      ))}
    </ul>
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
      Jobs run on devices. Say how to log in, then import a CSV file.
    </EmptyState>
  );
}
