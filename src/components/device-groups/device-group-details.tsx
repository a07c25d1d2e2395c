'use client';
import { Play, Router } from 'lucide-react';
import Link from 'next/link';
import { PLATFORM_LABELS } from '@/domain/device';
import { countryName, formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api, type Outputs } from '../shell/api';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/notice';
import { Sheet, SheetBody, SheetContent, SheetDescription, SheetFooter, SheetHeader, SheetTitle } from '../ui/sheet';
import { SkeletonRows } from '../ui/skeleton';
import { DeletedDevices } from './deleted-devices';
import { devicesOfGroup, membersWords, newJobWithGroup } from './device-group';
import { GroupDevices } from './group-devices';
import { Mix } from './mix';

type Details = Outputs['deviceGroups']['get'];

/** Who belongs to a group, and where they stand. */
export function DeviceGroupDetails({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data, error, refetch } = api.deviceGroups.get.useQuery(
    { id: id ?? '' },
    { enabled: id !== null, retry: false },
  );
  return (
    <Sheet open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-lg" data-testid="group-details">
        <SheetHeader>
          <SheetTitle>{data?.name ?? 'Group'}</SheetTitle>
          <SheetDescription>{data ? membersWords(data) : 'A saved selection of devices'}</SheetDescription>
        </SheetHeader>
        {error ? (
          <ErrorState title="The group could not be loaded" message={error.message} onRetry={() => void refetch()} />
        ) : data ? (
          <Body key={data.id} group={data} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </SheetContent>
    </Sheet>
  );
}

function Body({ group }: { group: Details }) {
  const { can } = useMe();
  const operator = can('operator');
  return (
    <>
      <SheetBody className="grid grid-cols-[minmax(0,1fr)] content-start gap-5">
        {group.description && <p>{group.description}</p>}
        <DeletedDevices group={group} />
        {group.size > 0 && (
          <div className="grid gap-5 sm:grid-cols-2">
            <Mix
              title={formatCount(group.countries.length, 'country', 'countries')}
              parts={group.countries.map(({ country, total }) => ({ name: countryName(country), total }))}
              total={group.size}
            />
            <Mix
              title={formatCount(group.platforms.length, 'platform')}
              parts={group.platforms.map(({ platform, total }) => ({ name: PLATFORM_LABELS[platform], total }))}
              total={group.size}
            />
          </div>
        )}
        <GroupDevices group={group} removable={operator && group.kind === 'list'} />
      </SheetBody>
      <SheetFooter className="flex-wrap">
        <Button asChild>
          <Link href={devicesOfGroup(group.id)}>
            <Router /> Show in the inventory
          </Link>
        </Button>
        {operator && (
          <Button asChild variant="primary">
            <Link href={newJobWithGroup(group.id)}>
              <Play /> New job with this group
            </Link>
          </Button>
        )}
      </SheetFooter>
    </>
  );
}
