'use client';
import { KeyRound, Power, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { DeleteDialog } from '../ui/delete-dialog';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import { NewSecretDialog } from './new-secret-dialog';
import type { NewSecret, Webhook } from './webhook';

export interface WebhookMenuProps {
  webhook: Webhook;
  onEdit: () => void;
  onDeleted?: () => void;
}

/** What can be done with a webhook as a whole. */
export function WebhookMenu({ webhook, onEdit, onDeleted }: WebhookMenuProps) {
  const [doing, setDoing] = useState<null | 'delete' | 'rotate' | NewSecret>(null);
  const done = () => setDoing(null);
  const Switch = webhook.enabled ? PowerOff : Power;
  const toggle = useSwitch(webhook);
  return (
    <>
      <RowMenu name={webhook.name} onEdit={onEdit} onDelete={() => setDoing('delete')}>
        <DropdownMenuItem onSelect={toggle}>
          <Switch /> {webhook.enabled ? 'Switch off' : 'Switch on'}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setDoing('rotate')}>
          <KeyRound /> New signing secret …
        </DropdownMenuItem>
      </RowMenu>
      {doing === 'delete' && <DeleteWebhook webhook={webhook} onClose={done} onDeleted={onDeleted} />}
      {doing === 'rotate' && <RotateSecret webhook={webhook} onClose={done} onMade={setDoing} />}
      {doing !== null && typeof doing === 'object' && <NewSecretDialog made={doing} onClose={done} />}
    </>
  );
}

function useSwitch({ id, name, enabled }: Webhook): () => void {
  const utils = api.useUtils();
  const update = api.webhooks.update.useMutation({
    onSuccess: async () => {
      await utils.webhooks.invalidate();
      toast.success(enabled ? `${name} is off; what was waiting is held` : `${name} is on`);
    },
    onError: (error) => toast.error('Not changed', { description: error.message }),
  });
  return () => update.mutate({ id, enabled: !enabled });
}

interface DeleteProps {
  webhook: Webhook;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
}

function DeleteWebhook({ webhook, onClose, onDeleted }: DeleteProps) {
  const utils = api.useUtils();
  const remove = api.webhooks.delete.useMutation({
    onSuccess: async () => {
      onDeleted?.();
      await utils.webhooks.invalidate();
    },
  });
  const unsent = webhook.pending + webhook.held;
  return (
    <DeleteDialog
      name={webhook.name}
      noun="webhook"
      inUse={null}
      consequence={`Its deliveries go with it.${unsent > 0 ? ` ${formatCount(unsent, 'delivery is', 'deliveries are')} never sent.` : ''}`}
      remove={() => remove.mutateAsync({ id: webhook.id })}
      onClose={onClose}
    />
  );
}

interface RotateProps {
  webhook: Webhook;
  onClose: () => void;
  onMade: (made: NewSecret) => void;
}

function RotateSecret({ webhook: { id, name }, onClose, onMade }: RotateProps) {
  const utils = api.useUtils();
  const rotate = api.webhooks.rotateSecret.useMutation({
    onSuccess: (made) => {
      onMade({ name, ...made });
      void utils.webhooks.invalidate();
    },
    onError: (error) => toast.error('No new secret', { description: error.message }),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`A new signing secret for ${name}?`}
      description="It is shown once. For 24 hours messages are signed with the one before as well; after that the receiver must know the new one."
      action="Make new secret"
      pending={rotate.isPending}
      onConfirm={() => rotate.mutate({ id })}
    />
  );
}
