'use client';
import { Play, Router } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import { type DeviceGroup, devicesOfGroup, newJobWithGroup } from './device-group';

export function DeviceGroupMenu({ group, onEdit }: { group: DeviceGroup; onEdit: (() => void) | undefined }) {
  const { can } = useMe();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <RowMenu name={group.name} onEdit={onEdit} onDelete={onEdit && (() => setDeleting(true))}>
        {can('operator') && (
          <DropdownMenuItem asChild>
            <Link href={newJobWithGroup(group.id)}>
              <Play /> New job with this group
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuItem asChild>
          <Link href={devicesOfGroup(group.id)}>
            <Router /> Show its devices
          </Link>
        </DropdownMenuItem>
      </RowMenu>
      {deleting && <DeleteGroup group={group} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteGroup({ group: { id, name }, onClose }: { group: DeviceGroup; onClose: () => void }) {
  const utils = api.useUtils();
  const remove = api.deviceGroups.delete.useMutation({
    onSuccess: async () => {
      await utils.deviceGroups.invalidate();
      toast.success(`Deleted ${name}`);
      onClose();
    },
    onError: (error) => {
      toast.error(`${name} was not deleted`, { description: error.message });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the group ${name}?`}
      description="Its devices stay in the inventory, and jobs keep what they had."
      action="Delete group"
      danger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ id })}
    />
  );
}
