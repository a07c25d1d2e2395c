import type { JobMilestone } from '@/domain/job-milestone';
import { PING, payloadOf, wants } from '@/domain/webhook';
import type { DeliveryRecord, DeliveryStore, NewDelivery } from '../db/delivery-store';
import type { WebhookRecord, WebhookStore } from '../db/webhook-store';
import type { Clock, Log } from '../engine/ports';
import type { AllowedHosts } from './allowed-hosts';
import { createSender } from './sender';
import { newWebhookSecret } from './signature';

/** A look at the log of milestones, and at what is due: one indexed query each. */
const LOOK_MS = 1_000;
/** Away for longer, the portal sends nothing old until a person says so: the same rule as for jobs. */
export const SHORT_GAP_MS = 10 * 60_000;
/** How often the portal writes down that it is here. */
const SEEN_MS = 30_000;
const PRUNE_MS = 3_600_000;
const KEEP_MS = 30 * 86_400_000;
/** Attempts that are under way when the portal stops have this long to end. */
const STOP_GRACE_MS = 2_000;
const TIMEOUT_MS = 10_000;

export interface WebhooksDeps {
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly hosts: AllowedHosts;
  /** The portal's origin, for links in what is sent. */
  readonly publicUrl: string;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  readonly timeoutMs?: number;
  /** For tests: certificates to trust, PEM. */
  readonly ca?: string;
}

export interface Webhooks {
  readonly hosts: AllowedHosts;
  newSecret(): string;
  /** Before jobs are taken up: what an earlier process left is read, and held where it is too old. Sends nothing. */
  prepare(): Promise<void>;
  start(): void;
  /** Reads what is new, then holds all that is pending until a person decides. Returns how many are held by this. */
  holdAll(reason: string): Promise<number>;
  /** Sends a ping at once, in one attempt; null where there is no such webhook. */
  test(webhookId: string): Promise<DeliveryRecord | null>;
  stop(): Promise<void>;
}

/**
 * A reader of the log over all jobs, and the sender of what it makes of it. The engine knows nothing of it; what a webhook
 * is told was stored with the event itself, so that the end of a process between the two loses nothing.
 */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { webhooks, deliveries, hosts, publicUrl, newId, clock, log, random = Math.random } = deps;
  const cut = new AbortController();
  const ending = new AbortController();
  const { timeoutMs = TIMEOUT_MS, ca } = deps;
  const sender = createSender({ webhooks, deliveries, hosts, clock, log, random, timeoutMs, ca }, cut.signal);
  const off = hosts.entries.length === 0;
  let running: Promise<void> | undefined;
  let seenAt: number | null = null;
  let prunedAt = 0;

  const deliveriesOf = (milestone: JobMilestone, all: readonly WebhookRecord[]): NewDelivery[] => {
    if (off) return [];
    const createdAt = new Date(clock.now());
    const { jobId, seq, title } = milestone;
    // What happened before a webhook was made is not for it.
    const listening = all.filter((webhook) => wants(webhook, milestone) && webhook.createdAt <= milestone.at);
    return listening.flatMap(({ id: webhookId }) => {
      const id = newId();
      const payload = payloadOf(milestone, id, publicUrl);
      if (!payload) return [];
      const job = { id: jobId, seq, title };
      return [{ id, webhookId, event: payload.event, job, payload: JSON.stringify(payload), createdAt }];
    });
  };

  async function read(): Promise<void> {
    while ((await deliveries.takeMilestones(deliveriesOf)) > 0);
  }

  async function holdAll(reason: string): Promise<number> {
    await read();
    const held = await deliveries.holdAll(reason);
    if (held > 0) log.warn({ held, reason }, 'Webhook deliveries wait for a person');
    return held;
  }

  /** Holds what is pending when nobody was here for long: a stop, a restored copy, a machine that slept. */
  async function noticeGap(): Promise<void> {
    const now = clock.now();
    const last = seenAt ?? (await deliveries.seenAt())?.getTime() ?? now;
    const gapMs = now - last;
    if (off && seenAt === null) await holdAll('webhooks are off: WEBHOOK_HOSTS is empty');
    else if (gapMs > SHORT_GAP_MS) await holdAll(`the portal was away for ${Math.round(gapMs / 60_000)} minutes`);
    if (seenAt === null || Math.abs(gapMs) >= SEEN_MS) {
      await deliveries.setSeenAt(new Date(now));
      seenAt = now;
    }
  }

  async function look(): Promise<void> {
    await noticeGap();
    await read();
    await sender.send();
    if (clock.now() - prunedAt < PRUNE_MS) return;
    prunedAt = clock.now();
    await deliveries.prune(new Date(clock.now() - KEEP_MS));
  }

  async function lookUntilStopped(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await look();
      } catch (error) {
        log.error({ err: error }, 'Webhooks could not be looked after');
      }
      await clock.sleep(LOOK_MS, ending.signal);
    }
  }

  return {
    hosts,
    newSecret: newWebhookSecret,
    holdAll,
    async prepare() {
      await read();
      await noticeGap();
    },
    start() {
      running ??= lookUntilStopped();
    },
    async test(webhookId) {
      const webhook = await webhooks.get(webhookId);
      if (!webhook) return null;
      const id = newId();
      const createdAt = new Date(clock.now());
      const { name } = webhook;
      const ping = { event: PING, deliveryId: id, at: createdAt.toISOString(), webhook: { id: webhookId, name } };
      await deliveries.add({ id, webhookId, event: PING, job: null, payload: JSON.stringify(ping), createdAt });
      const delivery = await deliveries.get(id);
      if (delivery) await sender.sendNow(delivery);
      return deliveries.get(id);
    },
    async stop() {
      ending.abort();
      await running;
      const timer = setTimeout(() => cut.abort(), STOP_GRACE_MS);
      await sender.idle();
      clearTimeout(timer);
      cut.abort();
    },
  };
}
