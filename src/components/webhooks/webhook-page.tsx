'use client';
import { ArrowLeft, Webhook as WebhookIcon } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { JOB_OUTCOMES } from '@/domain/job';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { Deliveries } from './deliveries-table';
import { eventList, OUTCOME_WORDS } from './event-words';
import { GivenUpNotice, HeldNotice } from './held-notice';
import { useTestWebhook } from './test-webhook';
import { REFRESH_MS } from './use-deliveries';
import type { Webhook } from './webhook';
import { WebhookBadges } from './webhook-health';
import { WebhookMenu } from './webhook-menu';
import { WebhookSheet } from './webhook-sheet';
import { WebhooksOff, WebhooksRefused } from './webhooks-page';

/** One webhook: where it goes, a test, and its deliveries. */
export function WebhookPage({ id }: { id: string }) {
  const { me, can } = useMe();
  const admin = can('admin');
  const list = api.webhooks.list.useQuery(undefined, { enabled: admin, refetchInterval: REFRESH_MS });
  const webhook = list.data?.items.find((one) => one.id === id);
  if (me && !admin) return <WebhooksRefused ownRole={me.role} />;
  if (list.error) {
    return (
      <ErrorState
        title="The webhook could not be loaded"
        message={list.error.message}
        onRetry={() => void list.refetch()}
      />
    );
  }
  if (!list.data) {
    return (
      <Card>
        <SkeletonRows rows={4} />
      </Card>
    );
  }
  if (!webhook) {
    return (
      <EmptyState icon={WebhookIcon} title="There is no such webhook" actions={<BackLink />}>
        It was deleted, or the address is not complete.
      </EmptyState>
    );
  }
  return <KnownWebhook webhook={webhook} allowedHosts={list.data.allowedHosts} />;
}

function KnownWebhook({ webhook, allowedHosts }: { webhook: Webhook; allowedHosts: readonly string[] }) {
  const router = useRouter();
  const test = useTestWebhook(webhook.id);
  const [editing, setEditing] = useState(false);
  const close = () => setEditing(false);
  return (
    <>
      <PageHeader
        title={webhook.name}
        note={<WebhookBadges webhook={webhook} />}
        actions={
          <>
            <BackLink />
            {test.button}
            <WebhookMenu
              webhook={webhook}
              onEdit={() => setEditing(true)}
              onDeleted={() => router.push('/settings/webhooks')}
            />
          </>
        }
      />
      <div className="grid gap-1">
        <p className="break-all font-mono text-xs">{webhook.url}</p>
        <p className="text-muted-foreground text-xs">
          Events: {eventList(webhook.events)}
          {webhook.events.includes('job.completed') && webhook.outcomes.length < JOB_OUTCOMES.length && (
            <> (completed: {webhook.outcomes.map((outcome) => OUTCOME_WORDS[outcome].toLowerCase()).join(', ')})</>
          )}
          . Made by {webhook.createdBy}.
        </p>
      </div>
      {allowedHosts.length === 0 && <WebhooksOff />}
      {!webhook.enabled && (
        <Alert variant="warning">
          This webhook is off{webhook.disabledReason && `: ${webhook.disabledReason}`}. What happens meanwhile is not
          sent later.
        </Alert>
      )}
      <HeldNotice webhook={webhook} />
      <GivenUpNotice webhook={webhook} />
      {test.result}
      <Deliveries webhookId={webhook.id} />
      <WebhookSheet editing={editing ? webhook : null} allowedHosts={allowedHosts} onClose={close} onSaved={close} />
    </>
  );
}

function BackLink() {
  return (
    <Button asChild variant="ghost">
      <Link href="/settings/webhooks">
        <ArrowLeft /> Webhooks
      </Link>
    </Button>
  );
}
