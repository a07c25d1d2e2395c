'use client';
import { keepPreviousData } from '@tanstack/react-query';
import { SquareStack } from 'lucide-react';
import Link from 'next/link';
import { formatCount } from '@/domain/format';
import { DeviceFilterFields } from '../devices/device-filter-fields';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { FormField } from '../ui/form-field';
import { EmptyState, ErrorState } from '../ui/notice';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { Skeleton } from '../ui/skeleton';
import { useDebounced } from '../ui/use-debounced';
import type { DraftProps } from './job-draft';

/** A saved group, all of it or what of it matches a filter. */
export function PickByGroup({ draft, change }: DraftProps) {
  const { data, error, refetch } = api.deviceGroups.names.useQuery();
  if (error) {
    return <ErrorState title="Groups could not be read" message={error.message} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton className="h-8 w-64" />;
  if (data.length === 0) return <NoGroups />;
  const chosen = data.some(({ id }) => id === draft.groupId) ? (draft.groupId ?? '') : '';
  return (
    <div className="grid gap-4">
      <FormField
        label="Group"
        error={draft.groupId !== null && chosen === '' ? 'This group was deleted. Choose another one.' : undefined}
      >
        {({ id, ...control }) => (
          <Select value={chosen} onValueChange={(groupId) => change({ groupId })}>
            <SelectTrigger id={id} {...control} className="w-full max-w-md">
              <SelectValue placeholder="Choose a group" />
            </SelectTrigger>
            <SelectContent>
              {data.map((group) => (
                <SelectItem key={group.id} value={group.id}>
                  {group.name}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </FormField>
      {chosen !== '' && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-xs">Only those that match</legend>
          <DeviceFilterFields filter={draft.groupFilter} onChange={(groupFilter) => change({ groupFilter })} />
          <Matches draft={draft} groupId={chosen} />
        </fieldset>
      )}
    </div>
  );
}

const PREVIEW = 8;

function Matches({ draft, groupId }: Pick<DraftProps, 'draft'> & { groupId: string }) {
  const filter = useDebounced(draft.groupFilter, 250);
  const { data, error } = api.devices.list.useQuery(
    { ...filter, groupId, limit: PREVIEW },
    { placeholderData: keepPreviousData },
  );
  return (
    <p className="text-muted-foreground text-xs tabular-nums" role="status">
      {error?.message}
      {!error && data && (
        <>
          <span className="text-foreground">{formatCount(data.total, 'device')}</span>
          {data.total > 0 && `: ${data.items.map((device) => device.name).join(', ')}`}
          {data.total > data.items.length && ' …'}
        </>
      )}
    </p>
  );
}

function NoGroups() {
  return (
    <EmptyState
      icon={SquareStack}
      className="py-4"
      title="No group yet"
      actions={
        <Button asChild>
          <Link href="/devices/groups">Device groups</Link>
        </Button>
      }
    >
      A group is a saved selection of devices. Save one here, or from a filter in the inventory.
    </EmptyState>
  );
}
