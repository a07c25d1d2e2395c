'use client';
import { formatNumber } from '@/domain/format';
import { StateMark } from '../jobs/state-mark';
import { Badge } from '../ui/badge';
import { TimeAgo } from '../ui/time';
import { DELIVERY_STATE_VIEWS } from './delivery-state-catalogue';
import type { Webhook } from './webhook';

/** How the last attempt went. */
export function LastDelivery({ last }: Pick<Webhook, 'last'>) {
  if (last === null) return <span className="text-muted-foreground">none yet</span>;
  // An attempt that failed and is not the last one leaves its delivery waiting.
  const view = last.state === 'pending' ? DELIVERY_STATE_VIEWS.failed : DELIVERY_STATE_VIEWS[last.state];
  return (
    <span className="inline-flex items-center gap-x-2 align-middle max-sm:flex-wrap" title={last.error ?? undefined}>
      <StateMark view={view}>{last.status === null ? view.label : `${view.label}, ${last.status}`}</StateMark>
      <TimeAgo at={last.at} className="text-muted-foreground" />
    </span>
  );
}

/** What stands out: switched off, held, waiting. */
export function WebhookBadges({
  webhook,
}: {
  webhook: Pick<Webhook, 'enabled' | 'disabledReason' | 'held' | 'failed' | 'pending'>;
}) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      {!webhook.enabled && (
        <Badge variant="warning" title={webhook.disabledReason ?? undefined}>
          off
        </Badge>
      )}
      {webhook.held > 0 && <Badge variant="warning">{formatNumber(webhook.held)} held</Badge>}
      {webhook.failed > 0 && <Badge variant="warning">{formatNumber(webhook.failed)} given up</Badge>}
      {webhook.pending > 0 && <Badge variant="outline">{formatNumber(webhook.pending)} waiting</Badge>}
    </span>
  );
}
