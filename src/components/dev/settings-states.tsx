'use client';
import { MAX_ATTEMPTS, RETRY_WAITS_MS } from '@/domain/webhook';
import { WaitingWebhooks } from '../overview/waiting-webhooks';
import type { Token } from '../tokens/token';
import { TokensTable } from '../tokens/tokens-table';
import { DeliveriesTable } from '../webhooks/deliveries-table';
import { GivenUpNotice, HeldNotice } from '../webhooks/held-notice';
import { TestResult } from '../webhooks/test-webhook';
import type { Delivery, Webhook } from '../webhooks/webhook';
import { LastDelivery, WebhookBadges } from '../webhooks/webhook-health';
import { WebhooksOff, WebhooksRefused } from '../webhooks/webhooks-page';
import { StatesGroup } from './states-group';

const DAY_MS = 86_400_000;
const from = (ms: number) => new Date(Date.now() + ms).toISOString();

const token = (id: string, change: Partial<Token>): Token => ({
  id,
  name: id,
  role: 'operator',
  createdAt: from(-40 * DAY_MS),
  createdById: 'admin',
  createdBy: 'admin@example.net',
  expiresAt: from(50 * DAY_MS),
  lastUsedAt: from(-120_000),
  revokedAt: null,
  ...change,
});
const TOKENS = [
  token('scheduler', {}),
  token('ends-soon', { expiresAt: from(3 * DAY_MS), role: 'viewer' }),
  token('never-ends', { expiresAt: null, lastUsedAt: null, role: 'admin' }),
  token('expired', { expiresAt: from(-2 * DAY_MS) }),
  token('a-name-as-long-as-a-name-may-be-which-is-sixty-four-characters-..', { revokedAt: from(-DAY_MS) }),
];

const delivery = (id: string, change: Partial<Delivery>): Delivery => ({
  id,
  webhookId: 'sample',
  event: 'job.completed',
  jobId: 'sample',
  jobTitle: 'Nightly OSPF check',
  payload: JSON.stringify({ event: 'job.completed', deliveryId: id, job: { id: 'sample', outcome: 'partial' } }),
  state: 'delivered',
  heldReason: null,
  attempts: 1,
  nextAttemptAt: null,
  createdAt: from(-300_000),
  lastAttemptAt: from(-290_000),
  status: 200,
  answer: '{"ok":true}',
  error: null,
  durationMs: 84,
  ...change,
});
const REFUSED = { status: 503, error: 'Expected a status of 200 to 299', answer: 'try later' };
const DELIVERIES = [
  delivery('d1', {
    state: 'pending',
    attempts: 0,
    status: null,
    answer: null,
    lastAttemptAt: null,
    nextAttemptAt: from(0),
  }),
  delivery('d2', {
    ...REFUSED,
    state: 'pending',
    attempts: 3,
    nextAttemptAt: from(RETRY_WAITS_MS[3]),
    event: 'job.stop_rule',
  }),
  delivery('d3', {
    state: 'held',
    attempts: 0,
    status: null,
    heldReason: 'restored from a backup',
    event: 'job.failed',
  }),
  delivery('d4', {}),
  delivery('d5', { ...REFUSED, state: 'failed', attempts: MAX_ATTEMPTS, event: 'job.canceled' }),
  delivery('d6', { state: 'dropped', attempts: 0, status: null, event: 'job.paused' }),
  delivery('d7', {
    event: 'ping',
    jobId: null,
    jobTitle: null,
    state: 'failed',
    status: null,
    error: 'connect ECONNREFUSED 10.0.0.7:443',
  }),
];

const LASTS: readonly Webhook['last'][] = [
  null,
  ...DELIVERIES.slice(1, 5).map(({ state, status, error }) => ({ state, status, error, at: from(-290_000) })),
];

/** What the pages of the settings are made of. */
export function SettingsStates() {
  return (
    <>
      <StatesGroup title="API tokens">
        <TokensTable tokens={TOKENS} onRevoke={() => {}} />
      </StatesGroup>
      <StatesGroup title="Health of a webhook">
        {LASTS.map((last) => (
          <LastDelivery key={JSON.stringify(last)} last={last} />
        ))}
        <WebhookBadges
          webhook={{
            enabled: false,
            disabledReason: 'the receiver answered 410 Gone',
            held: 2,
            failed: 3,
            pending: 14,
          }}
        />
      </StatesGroup>
      <StatesGroup title="Webhooks: deliveries, tests, notices">
        <DeliveriesTable deliveries={DELIVERIES} />
        <TestResult delivery={delivery('t1', {})} />
        <TestResult delivery={delivery('t2', { ...REFUSED, state: 'failed', durationMs: 10_004 })} />
        <HeldNotice webhook={{ id: 'sample', held: 14, enabled: true }} />
        <HeldNotice webhook={{ id: 'sample', held: 1, enabled: false }} />
        <GivenUpNotice webhook={{ id: 'sample', failed: 1_234, enabled: true }} />
        <WaitingWebhooks
          webhooks={[
            { id: 'a', name: 'ops channel', held: 3, failed: 2, last: LASTS.at(-1) ?? null },
            { id: 'b', name: 'tickets', held: 1, failed: 0, last: null },
          ]}
        />
        <WebhooksOff />
        <WebhooksRefused ownRole="viewer" />
      </StatesGroup>
    </>
  );
}
