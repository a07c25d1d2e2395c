'use client';
import { X } from 'lucide-react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api, type Inputs, type Outputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { CountryCode } from '../ui/country';
import { ErrorState } from '../ui/notice';
import { ShowMore } from '../ui/show-more';
import { SkeletonRows } from '../ui/skeleton';

type Device = Outputs['deviceGroups']['devices']['items'][number];

const PAGE = 50;

interface GroupDevicesProps {
  group: { readonly id: string; readonly size: number };
  /** Whether devices may be taken out here. */
  removable: boolean;
}

/** The devices of a group as it is now, page by page. */
export function GroupDevices({ group, removable }: GroupDevicesProps) {
  const { client } = api.useUtils();
  const list = usePageQuery<Inputs['deviceGroups']['devices'], Device>({
    path: ['deviceGroups', 'devices'],
    input: { id: group.id, limit: PAGE },
    fetchPage: (input, signal) => client.deviceGroups.devices.query(input, { signal }),
  });
  if (list.error) {
    return (
      <ErrorState
        title="Its devices could not be loaded"
        message={list.error.message}
        onRetry={() => void list.refetch()}
      />
    );
  }
  if (list.isPending) return <SkeletonRows rows={4} />;
  return (
    <section aria-label="Devices">
      <h3 className="mb-1.5 font-medium text-xs tabular-nums">{formatCount(list.total, 'device')}</h3>
      {list.items.length === 0 ? (
        <p className="text-muted-foreground text-xs">No device belongs to it now. A job with it is refused.</p>
      ) : (
        <ul className="rounded-md border">
          {list.items.map((device) => (
            <li
              key={device.id}
              data-testid="group-device"
              className="flex h-8 items-center gap-3 border-b px-3 text-xs last:border-0"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{device.name}</span>
              <CountryCode code={device.country} />
              <span className="w-32 truncate text-right font-mono text-muted-foreground max-sm:hidden">
                {device.address}
              </span>
              {removable && <RemoveButton groupId={group.id} device={device} />}
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} size="sm" variant="ghost" className="mt-2" />
    </section>
  );
}

function RemoveButton({ groupId, device }: { groupId: string; device: Device }) {
  const utils = api.useUtils();
  const remove = api.deviceGroups.removeDevices.useMutation({
    onSuccess: () => utils.deviceGroups.invalidate(),
    onError: (error) => toast.error(`${device.name} stays in the group`, { description: error.message }),
  });
  return (
    <Button
      variant="ghost"
      size="iconSm"
      aria-label={`Take ${device.name} out of the group`}
      disabled={remove.isPending}
      onClick={() => remove.mutate({ id: groupId, deviceIds: [device.id] })}
    >
      <X />
    </Button>
  );
}
