'use client';
import { toast } from 'sonner';
import { formatCount, formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import type { Webhook } from './webhook';

/** Deliveries that wait for a person: send them after all, or not. */
export function HeldNotice({ webhook: { id, held, enabled } }: { webhook: Pick<Webhook, 'id' | 'held' | 'enabled'> }) {
  const after = useAfter();
  const send = api.webhooks.sendHeld.useMutation(after('on the way'));
  const drop = api.webhooks.dropHeld.useMutation(after('dropped'));
  if (held === 0) return null;
  return (
    <Decision testId="held-notice" webhookId={id} count={held} enabled={enabled} send={send} drop={drop}>
      {formatCount(held, 'delivery waits', 'deliveries wait')} for a person: the receiver may not expect old news any
      more.
    </Decision>
  );
}

/** Deliveries that the receiver did not take in all their attempts. */
export function GivenUpNotice({
  webhook: { id, failed, enabled },
}: {
  webhook: Pick<Webhook, 'id' | 'failed' | 'enabled'>;
}) {
  const after = useAfter();
  const send = api.webhooks.sendFailed.useMutation(after('on the way again'));
  const drop = api.webhooks.dropFailed.useMutation(after('dropped'));
  if (failed === 0) return null;
  return (
    <Decision testId="given-up-notice" webhookId={id} count={failed} enabled={enabled} send={send} drop={drop}>
      {formatCount(failed, 'delivery was', 'deliveries were')} given up: the receiver took none of the attempts.
    </Decision>
  );
}

function useAfter() {
  const utils = api.useUtils();
  return (what: string) => ({
    onSuccess: async ({ deliveries }: { deliveries: number }) => {
      await utils.webhooks.invalidate();
      toast.success(`${formatCount(deliveries, 'delivery', 'deliveries')} ${what}`);
    },
    onError: (error: { message: string }) => toast.error('Not changed', { description: error.message }),
  });
}

interface Decide {
  readonly isPending: boolean;
  mutate(webhook: { id: string }): void;
}

interface DecisionProps {
  testId: string;
  webhookId: string;
  count: number;
  enabled: boolean;
  send: Decide;
  drop: Decide;
  children: React.ReactNode;
}

function Decision({ testId, webhookId: id, count, enabled, send, drop, children }: DecisionProps) {
  const pending = send.isPending || drop.isPending;
  return (
    <Alert variant="warning" data-testid={testId}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>{children}</p>
        <div className="flex gap-2">
          <Button size="sm" disabled={pending || !enabled} onClick={() => send.mutate({ id })}>
            Send {formatNumber(count)} now
          </Button>
          <Button size="sm" variant="ghost" disabled={pending} onClick={() => drop.mutate({ id })}>
            Drop {formatNumber(count)}
          </Button>
        </div>
      </div>
    </Alert>
  );
}
