import { z } from 'zod';
import { displayText } from '@/domain/display-text';
import { JOB_OUTCOMES } from '@/domain/job';
import { DELIVERY_STATES, PING, WEBHOOK_EVENTS } from '@/domain/webhook';
import type { DeliveryRecord } from '../db/delivery-store';
import { type Answer, countSchema, timeSchema } from './answer';

/** A webhook as the api shows it: never its secret. */
const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  outcomes: z.array(z.enum(JOB_OUTCOMES)).describe('Of `job.completed` only these are told'),
  enabled: z.boolean(),
  disabledReason: z.string().nullable().describe('Why the portal itself switched it off'),
  createdAt: timeSchema,
  createdBy: z.string(),
  previousUntil: timeSchema.nullable().describe('Until then the secret before the present one signs as well'),
  pending: countSchema.describe('Deliveries that wait for their next attempt'),
  held: countSchema.describe('Deliveries that wait for a person'),
  failed: countSchema.describe('Deliveries that were given up, but for tests; nobody has decided about them yet'),
  last: z
    .object({
      state: z.enum(DELIVERY_STATES),
      at: timeSchema,
      status: countSchema.nullable(),
      error: z.string().nullable(),
    })
    .nullable()
    .describe('The latest attempt'),
});

/** Answer of `webhooks.list`. */
export const webhooksSchema = z.object({
  allowedHosts: z.array(z.string()).describe('WEBHOOK_HOSTS; empty: webhooks are off'),
  items: z.array(webhookSchema).describe('By name'),
});

export const deliverySchema = z.object({
  id: z.string().describe('The `webhook-id` of each attempt'),
  webhookId: z.string(),
  event: z.enum([...WEBHOOK_EVENTS, PING]),
  jobId: z.string().nullable().describe('Null for a test. The job may have been deleted since'),
  jobTitle: z.string().nullable(),
  payload: z.string().describe('JSON text, as it is signed and sent'),
  state: z.enum(DELIVERY_STATES),
  heldReason: z.string().nullable(),
  attempts: countSchema,
  nextAttemptAt: timeSchema.nullable(),
  createdAt: timeSchema,
  lastAttemptAt: timeSchema.nullable(),
  status: countSchema.nullable().describe('HTTP status of the last attempt; null: no answer came'),
  answer: z.string().nullable().describe('The first 2 KiB of it as text, made safe to show'),
  error: z.string().nullable().describe('Why no answer came, or why this one does not count'),
  durationMs: countSchema.nullable(),
});
export type DeliveryView = Answer<typeof deliverySchema>;

const encoder = new TextEncoder();

/** What a receiver answered is as hostile as what a router does: shown as text, without what hides or moves text. */
export const deliveryView = (delivery: DeliveryRecord): DeliveryView => ({
  ...delivery,
  answer: delivery.answer === null ? null : displayText(encoder.encode(delivery.answer)),
});
