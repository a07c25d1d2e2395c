'use client';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { NewSecretDialog } from './new-secret-dialog';
import { REFRESH_MS } from './use-deliveries';
import type { Editing, NewSecret } from './webhook';
import { WebhookSheet } from './webhook-sheet';
import { WebhooksTable } from './webhooks-table';

/** Servers that are told how jobs end. */
export function WebhooksPage() {
  const { me, can } = useMe();
  const admin = can('admin');
  const list = api.webhooks.list.useQuery(undefined, { enabled: admin, refetchInterval: REFRESH_MS });
  const [editing, setEditing] = useState<Editing>(null);
  const [made, setMade] = useState<NewSecret | null>(null);
  const off = list.data?.allowedHosts.length === 0;
  const add = (
    <Button variant="primary" disabled={off} onClick={() => setEditing('new')}>
      <Plus /> Add webhook
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks"
        note={list.data && formatCount(list.data.items.length, 'webhook')}
        actions={admin && add}
      />
      {me && !admin ? (
        <WebhooksRefused ownRole={me.role} />
      ) : list.error ? (
        <ErrorState
          title="The webhooks could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : !list.data ? (
        <Card>
          <SkeletonRows rows={3} />
        </Card>
      ) : (
        <>
          {off && <WebhooksOff />}
          {list.data.items.length > 0 && <WebhooksTable webhooks={list.data.items} onEdit={setEditing} />}
          {list.data.items.length === 0 && !off && (
            <EmptyState icon={WebhookIcon} title="No webhook yet" actions={add}>
              A webhook is a URL that is told when a job completes, fails, stops or waits: a chat channel, a ticket
              system, a script of your own.
            </EmptyState>
          )}
        </>
      )}
      <WebhookSheet
        editing={editing}
        allowedHosts={list.data?.allowedHosts ?? []}
        onClose={() => setEditing(null)}
        onSaved={(secret) => {
          setEditing(null);
          setMade(secret);
        }}
      />
      {made && <NewSecretDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}

export function WebhooksRefused({ ownRole }: { ownRole: string }) {
  return (
    <Alert>
      Webhooks are for admins: their URLs may be secrets, and they carry what jobs did out of the portal. Your role is{' '}
      {ownRole}.
    </Alert>
  );
}

/** Without a list of hosts there is nowhere to send to. */
export function WebhooksOff() {
  return (
    <Alert variant="warning">
      <p className="font-medium">Webhooks are off.</p>
      <p className="text-muted-foreground">
        The portal posts only to hosts that its configuration names. Set{' '}
        <code className="font-mono text-xs">WEBHOOK_HOSTS</code> in its environment, for example{' '}
        <code className="break-all font-mono text-xs">WEBHOOK_HOSTS=hooks.example.net,*.corp.example</code>, and start
        it again.
      </p>
    </Alert>
  );
}
