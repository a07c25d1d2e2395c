import { displayText } from '@/domain/display-text';
import type { JobOutcome } from '@/domain/job';
import type { DeliveryState, PING, WebhookEvent } from '@/domain/webhook';
import type { DeliveryRecord } from '../db/delivery-store';

/** A webhook as the api shows it: never its secret. Times are ISO 8601. */
export interface WebhookView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Of `job.completed` only these are told. */
  readonly outcomes: readonly JobOutcome[];
  readonly enabled: boolean;
  /** Why the portal itself switched it off. */
  readonly disabledReason: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  /** Until then the secret before the present one signs as well. */
  readonly previousUntil: string | null;
  /** Deliveries that wait for their next attempt, and those that wait for a person. */
  readonly pending: number;
  readonly held: number;
  /** The latest attempt. */
  readonly last: {
    readonly state: DeliveryState;
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
  } | null;
}

export interface WebhookList {
  /** WEBHOOK_HOSTS; empty: webhooks are off. */
  readonly allowedHosts: readonly string[];
  /** By name. */
  readonly items: readonly WebhookView[];
}

export interface DeliveryView {
  /** The `webhook-id` of each attempt. */
  readonly id: string;
  readonly webhookId: string;
  readonly event: WebhookEvent | typeof PING;
  /** Null for a test. The job may have been deleted since. */
  readonly jobId: string | null;
  readonly jobTitle: string | null;
  /** JSON text, as it is signed and sent. */
  readonly payload: string;
  readonly state: DeliveryState;
  readonly heldReason: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly lastAttemptAt: string | null;
  /** Of the last attempt: HTTP status, the first 2 KiB of the answer as text, what was wrong, milliseconds. */
  readonly status: number | null;
  readonly answer: string | null;
  readonly error: string | null;
  readonly durationMs: number | null;
}

const encoder = new TextEncoder();

/** What a receiver answered is as hostile as what a router does: shown as text, without what hides or moves text. */
export const deliveryView = (delivery: DeliveryRecord): DeliveryView => ({
  ...delivery,
  answer: delivery.answer === null ? null : displayText(encoder.encode(delivery.answer)),
});
