'use client';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';

/** Asks, naming what will go, then deletes. */
export function DeleteDevices(props: { ids: readonly string[]; name?: string; onClose: (deleted: boolean) => void }) {
  const { ids, name, onClose } = props;
  const utils = api.useUtils();
  const remove = api.devices.delete.useMutation({
    onSuccess: async ({ deleted }) => {
      await Promise.all([utils.devices.invalidate(), utils.deviceGroups.invalidate()]);
      toast.success(`Deleted ${formatCount(deleted, 'device')}`);
      onClose(true);
    },
    onError: (error) => toast.error('Nothing was deleted', { description: error.message }),
  });
  const what = name ?? formatCount(ids.length, 'device');
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={`Delete ${what}?`}
      description="They leave the inventory. Jobs that have run keep their answers, and running jobs go on."
      action={name ? 'Delete device' : `Delete ${what}`}
      danger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ ids: [...ids] })}
    />
  );
}
