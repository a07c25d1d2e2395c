import { z } from 'zod';
import { plainText } from './device-schema';
import type { Counts } from './event-schema';
import { JOB_OUTCOMES, type JobOutcome, type JobState } from './job';
import type { JobMilestone } from './job-milestone';
import { parseReason } from './reason';

/** What a webhook can be told of a job. `job.stop_rule` comes when the limit is reached, `job.failed` when the last device has ended. */
export const WEBHOOK_EVENTS = ['job.completed', 'job.failed', 'job.stop_rule', 'job.canceled', 'job.paused'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A test, sent on request, to any webhook. */
export const PING = 'ping';

/**
 * `pending` waits for its (next) attempt; `held` waits for a person; `dropped` was not to be sent after all; `failed` had
 * its last attempt.
 */
export const DELIVERY_STATES = ['pending', 'held', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/**
 * Between an attempt that failed and the next. The Standard Webhooks specification asks for growing waits over days; a
 * receiver that was away over a night still hears of it.
 */
export const RETRY_WAITS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  1 * HOUR,
  6 * HOUR,
  24 * HOUR,
] as const;
export const MAX_ATTEMPTS = RETRY_WAITS_MS.length + 1;

/** An address to post to. Without a password in it, which would be shown, and without a fragment, which is never sent. */
const urlSchema = plainText(2_048)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'Expected an https URL')
  // However many slashes, forward or back, stand before it (WHATWG URL §4.4, "special authority ignore slashes").
  .refine((value) => !/^https?:[/\\]*[^/\\?#]*@/i.test(value), 'Expected no user name or password in the URL')
  .refine((value) => !value.includes('#'), 'Expected no fragment (#) in the URL');

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

/** The fields of a webhook, as people and other services send them. */
export const webhookFieldsSchema = z.object({
  name: plainText(64),
  url: urlSchema,
  events: z
    .array(z.enum(WEBHOOK_EVENTS, `Expected one of: ${WEBHOOK_EVENTS.join(', ')}`))
    .min(1, 'Expected at least one event')
    .refine(distinct, 'Expected each event once'),
  /** Of `job.completed` only these are told. */
  outcomes: z
    .array(z.enum(JOB_OUTCOMES, `Expected one of: ${JOB_OUTCOMES.join(', ')}`))
    .min(1, 'Expected at least one outcome')
    .refine(distinct, 'Expected each outcome once')
    .default([...JOB_OUTCOMES]),
});
export type WebhookFields = z.infer<typeof webhookFieldsSchema>;

/** What a webhook is told of a milestone; null: nothing. A limit that ends a job is a stop rule, the canary or the deadline. */
export function webhookEventOf({ event }: Pick<JobMilestone, 'event'>): WebhookEvent | null {
  if (event.type !== 'job.state_changed') return event.type;
  if (event.to === 'paused') return 'job.paused';
  if (event.to !== 'completing' || event.reason === null) return null;
  const kind = parseReason(event.reason)?.kind;
  return kind === 'stop_rule' || kind === 'canary_failed' || kind === 'deadline' ? 'job.stop_rule' : null;
}

/** Whether a webhook asked for this. */
export function wants(
  { events, outcomes }: Pick<WebhookFields, 'events' | 'outcomes'>,
  milestone: JobMilestone,
): boolean {
  const event = webhookEventOf(milestone);
  if (event === null || !events.includes(event)) return false;
  return milestone.event.type !== 'job.completed' || outcomes.includes(milestone.event.outcome);
}

/** What is sent of a job. Never output or addresses, and of commands only what is in its title: without one of its own, the first. */
export interface WebhookPayload {
  readonly event: WebhookEvent;
  /** The same with each attempt: receivers take one that they know already as done. */
  readonly deliveryId: string;
  /** When it happened. ISO 8601, like all times in it. */
  readonly at: string;
  readonly job: {
    readonly id: string;
    readonly title: string;
    readonly state: JobState;
    readonly outcome: JobOutcome | null;
    readonly counts: Counts;
    readonly reason: string | null;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    readonly createdBy: string;
    /** Its page. */
    readonly url: string;
  };
}

/** `publicUrl` is the portal's origin. Null where no webhook is told of this. */
export function payloadOf(milestone: JobMilestone, deliveryId: string, publicUrl: string): WebhookPayload | null {
  const event = webhookEventOf(milestone);
  if (event === null) return null;
  const { jobId: id, at, title, createdBy, startedAt } = milestone;
  const rest = { startedAt, createdBy, url: `${publicUrl}/jobs/${encodeURIComponent(id)}` };
  return { event, deliveryId, at, job: { id, title, ...standingOf(milestone), ...rest } };
}

type Standing = Pick<WebhookPayload['job'], 'state' | 'outcome' | 'counts' | 'reason' | 'endedAt'>;

function standingOf({ event, at, counts }: JobMilestone): Standing {
  switch (event.type) {
    case 'job.completed':
      return { state: 'completed', outcome: event.outcome, counts: event.counts, reason: null, endedAt: at };
    case 'job.failed':
      return { state: 'failed', outcome: null, counts: event.counts, reason: event.reason, endedAt: at };
    case 'job.canceled': {
      const reason = event.reason ?? (event.by === null ? null : `by ${event.by}`);
      return { state: 'canceled', outcome: null, counts: event.counts, reason, endedAt: at };
    }
    case 'job.state_changed':
      return { state: event.to, outcome: null, counts, reason: event.reason, endedAt: null };
    default:
      return event satisfies never;
  }
}
