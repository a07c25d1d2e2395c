'use client';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format';
import type { Webhook } from './webhook';

/** Deliveries that wait for a person: send them after all, or not. */
export function HeldNotice({ webhook: { id, held, enabled } }: { webhook: Pick<Webhook, 'id' | 'held' | 'enabled'> }) {
  const utils = api.useUtils();
  const after = (what: string) => ({
    onSuccess: async ({ deliveries }: { deliveries: number }) => {
      await utils.webhooks.invalidate();
      toast.success(`${formatCount(deliveries, 'delivery', 'deliveries')} ${what}`);
    },
    onError: (error: { message: string }) => toast.error('Not changed', { description: error.message }),
  });
  const send = api.webhooks.sendHeld.useMutation(after('on the way'));
  const drop = api.webhooks.dropHeld.useMutation(after('dropped'));
  if (held === 0) return null;
  const pending = send.isPending || drop.isPending;
  return (
    <Alert variant="warning" data-testid="held-notice">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          {formatCount(held, 'delivery waits', 'deliveries wait')} for a person: the receiver may not expect old news
          any more.
        </p>
        <div className="flex gap-2">
          <Button size="sm" disabled={pending || !enabled} onClick={() => send.mutate({ id })}>
            Send {held} now
          </Button>
          <Button size="sm" variant="ghost" disabled={pending} onClick={() => drop.mutate({ id })}>
            Drop {held}
          </Button>
        </div>
      </div>
    </Alert>
  );
}
