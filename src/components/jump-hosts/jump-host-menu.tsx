'use client';
import { PlugZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { ConnectionDialog } from '../connections/connection-dialog';
import { api } from '../shell/api';
import { DeleteDialog } from '../ui/delete-dialog';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import type { JumpHost } from './jump-host';

export function JumpHostMenu({ jumpHost, onEdit }: { jumpHost: JumpHost; onEdit: (() => void) | undefined }) {
  const { can } = useMe();
  const [doing, setDoing] = useState<null | 'delete' | 'test'>(null);
  const done = () => setDoing(null);
  if (!can('operator')) return null;
  return (
    <>
      <RowMenu name={jumpHost.name} onEdit={onEdit} onDelete={onEdit && (() => setDoing('delete'))}>
        <DropdownMenuItem onSelect={() => setDoing('test')}>
          <PlugZap /> Test connection
        </DropdownMenuItem>
      </RowMenu>
      {doing === 'delete' && <DeleteJumpHost jumpHost={jumpHost} onClose={done} />}
      {doing === 'test' && <TestJumpHost jumpHost={jumpHost} onClose={done} />}
    </>
  );
}

/** Tests the connection as soon as it is opened. */
function TestJumpHost({ jumpHost: { id, name }, onClose }: { jumpHost: JumpHost; onClose: () => void }) {
  const { mutate, data, error, isPending } = api.jumpHosts.testConnection.useMutation();
  useEffect(() => mutate({ id }), [mutate, id]);
  return (
    <ConnectionDialog
      title={`Connection to jump host ${name}`}
      report={data}
      error={error?.message}
      pending={isPending}
      onAction={() => mutate({ id })}
      onClose={onClose}
    />
  );
}

function DeleteJumpHost({ jumpHost, onClose }: { jumpHost: JumpHost; onClose: () => void }) {
  const utils = api.useUtils();
  const remove = api.jumpHosts.delete.useMutation({ onSuccess: () => utils.jumpHosts.invalidate() });
  const { id, name, devices, behind } = jumpHost;
  const users = [
    devices > 0 && formatCount(devices, 'device'),
    behind > 0 && formatCount(behind, 'other jump host'),
  ].filter((part) => part !== false);
  return (
    <DeleteDialog
      name={name}
      noun="jump host"
      inUse={users.length > 0 ? `It leads to ${users.join(' and ')}. Let them be reached another way first.` : null}
      consequence="Nothing is reached through it."
      remove={() => remove.mutateAsync({ id })}
      onClose={onClose}
    />
  );
}
