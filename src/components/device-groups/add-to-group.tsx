'use client';
import { SquareStack } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { DeviceGroupSheet } from './device-group-sheet';

interface AddToGroupProps {
  /** Asked for when they are needed; null where that failed. */
  ids: () => Promise<readonly string[] | null>;
  busy: boolean;
}

/** Puts devices into a list: a new one, or one that there is. */
export function AddToGroup({ ids, busy }: AddToGroupProps) {
  const [saving, setSaving] = useState<readonly string[] | null>(null);
  const utils = api.useUtils();
  const { data } = api.deviceGroups.names.useQuery();
  const lists = data?.filter(({ kind }) => kind === 'list') ?? [];
  const add = api.deviceGroups.addDevices.useMutation({
    onSuccess: async ({ added }, { id }) => {
      await utils.deviceGroups.invalidate();
      const name = lists.find((list) => list.id === id)?.name ?? 'the group';
      toast.success(added === 0 ? `They are in ${name} already` : `Added ${formatCount(added, 'device')} to ${name}`);
    },
    onError: (error) => toast.error('Nothing was added', { description: error.message }),
  });
  const addTo = async (id: string) => {
    const deviceIds = await ids();
    if (deviceIds) add.mutate({ id, deviceIds: [...deviceIds] });
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button disabled={add.isPending || busy}>
            <SquareStack /> Add to group
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="max-h-80 overflow-y-auto">
          <DropdownMenuItem onSelect={() => void ids().then(setSaving)}>New group …</DropdownMenuItem>
          {lists.length > 0 && <DropdownMenuSeparator />}
          {lists.map(({ id, name }) => (
            <DropdownMenuItem key={id} onSelect={() => void addTo(id)}>
              {name}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <DeviceGroupSheet editing={saving ? { deviceIds: saving } : null} onClose={() => setSaving(null)} />
    </>
  );
}
