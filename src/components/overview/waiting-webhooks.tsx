'use client';
import { Webhook as WebhookIcon } from 'lucide-react';
import Link from 'next/link';
import { formatCount } from '@/domain/format';
import type { Webhook } from '../webhooks/webhook';
import { WaitingLine } from './waiting-line';

type Waiting = Pick<Webhook, 'id' | 'name' | 'held' | 'failed' | 'last'>;

/** Webhooks of which deliveries wait: held (after a restore, a long absence, switched off), or given up. */
export const waitingWebhooks = <W extends Pick<Waiting, 'held' | 'failed'>>(webhooks: readonly W[]): W[] =>
  webhooks.filter(({ held, failed }) => held + failed > 0);

export function WaitingWebhooks({ webhooks }: { webhooks: readonly Waiting[] }) {
  return waitingWebhooks(webhooks).map(({ id, name, held, failed, last }) => (
    <WaitingLine
      key={id}
      icon={WebhookIcon}
      className={failed > 0 ? 'text-state-failed' : 'text-state-paused'}
      title={
        <Link href={`/settings/webhooks/${id}`} className="hover:underline">
          {formatCount(held + failed, 'delivery', 'deliveries')} of webhook {name}{' '}
          {held + failed === 1 ? 'waits' : 'wait'} for a decision
        </Link>
      }
    >
      {[
        held > 0 && `${formatCount(held, 'delivery is', 'deliveries are')} held: the news may be old by now`,
        failed > 0 &&
          `${formatCount(failed, 'delivery was', 'deliveries were')} given up${last?.error ? `, last: ${last.error}` : ''}`,
      ]
        .filter(Boolean)
        .join('; ')}
      . Send or drop {held + failed === 1 ? 'it' : 'them'}.
    </WaitingLine>
  ));
}
