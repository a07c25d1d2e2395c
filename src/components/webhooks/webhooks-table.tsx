'use client';
import Link from 'next/link';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { eventList } from './event-words';
import { hostOf, type Webhook } from './webhook';
import { LastDelivery, WebhookBadges } from './webhook-health';
import { WebhookMenu } from './webhook-menu';

export function WebhooksTable(props: { webhooks: readonly Webhook[]; onEdit: (webhook: Webhook) => void }) {
  return (
    <Table aria-label="Webhooks">
      <HeaderRow>
        <TableHead>Name</TableHead>
        <TableHead className="max-md:hidden">Host</TableHead>
        <TableHead className="max-lg:hidden">Events</TableHead>
        <TableHead>Last delivery</TableHead>
        <ActionsHead className="w-10" />
      </HeaderRow>
      <TableBody>
        {props.webhooks.map((webhook) => (
          <TableRow key={webhook.id} data-testid="webhook-row" data-webhook={webhook.name}>
            <TableCell>
              <span className="flex items-center gap-x-2 gap-y-1 max-sm:flex-wrap max-sm:py-1">
                <Link
                  href={`/settings/webhooks/${webhook.id}`}
                  className="max-w-44 truncate font-medium max-sm:max-w-28 hover:underline"
                >
                  {webhook.name}
                </Link>
                <WebhookBadges webhook={webhook} />
              </span>
            </TableCell>
            <TableCell className="max-w-64 truncate font-mono max-md:hidden">{hostOf(webhook.url)}</TableCell>
            <TableCell className="max-lg:hidden">{eventList(webhook.events)}</TableCell>
            <TableCell>
              <LastDelivery last={webhook.last} />
            </TableCell>
            <ActionsCell>
              <WebhookMenu webhook={webhook} onEdit={() => props.onEdit(webhook)} />
            </ActionsCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
