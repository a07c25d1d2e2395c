'use client';
import { formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { Skeleton } from '../ui/skeleton';

/** Devices of a group now. Asked for by itself: counting takes a look at the whole inventory, and the list need not wait. */
export function GroupSize({ id }: { id: string }) {
  const { data, error } = api.deviceGroups.size.useQuery({ id });
  if (error) return <span title={error.message}>–</span>;
  return data ? formatNumber(data.size) : <Skeleton className="ml-auto h-3 w-8" />;
}
