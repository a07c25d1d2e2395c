'use client';
import { Router } from 'lucide-react';
import Link from 'next/link';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { EmptyState, ErrorState } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';

export function AllDevices() {
  const { data, error, refetch } = api.devices.countries.useQuery();
  if (error) {
    return (
      <ErrorState title="The inventory could not be read" message={error.message} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <Skeleton className="h-5 w-64" />;
  const total = data.reduce((sum, country) => sum + country.total, 0);
  if (total === 0) {
    return (
      <EmptyState
        icon={Router}
        className="py-4"
        title="The inventory is empty"
        actions={
          <Button asChild>
            <Link href="/devices/import">Import devices</Link>
          </Button>
        }
      >
        A job needs devices to run on.
      </EmptyState>
    );
  }
  return (
    <p>
      Every device of the inventory: <span className="font-medium tabular-nums">{formatCount(total, 'device')}</span> in{' '}
      <span className="tabular-nums">{formatCount(data.length, 'country', 'countries')}</span>.
    </p>
  );
}
