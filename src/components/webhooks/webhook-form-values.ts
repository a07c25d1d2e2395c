import { JOB_OUTCOMES, type JobOutcome } from '@/domain/job';
import { type WebhookEvent, webhookFieldsSchema } from '@/domain/webhook';
import type { Inputs } from '../shell/api';
import { type Parsed, parsedBy } from '../shell/use-form-submit';
import type { Webhook } from './webhook';

export interface WebhookFormValues {
  name: string;
  url: string;
  events: WebhookEvent[];
  outcomes: JobOutcome[];
}

/** What most want to hear of: the ends of jobs that went by themselves. */
const USUAL: readonly WebhookEvent[] = ['job.completed', 'job.failed', 'job.stop_rule'];

export const formValues = (webhook: Webhook | null): WebhookFormValues => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? '',
  events: [...(webhook?.events ?? USUAL)],
  outcomes: [...(webhook?.outcomes ?? JOB_OUTCOMES)],
});

/** The input of `webhooks.create`, or what is wrong by field. */
export function parseForm(values: WebhookFormValues): Parsed<Inputs['webhooks']['create']> {
  // Without completed jobs their outcomes are not in view, and do not matter.
  const outcomes = values.events.includes('job.completed') ? values.outcomes : [...JOB_OUTCOMES];
  return parsedBy(webhookFieldsSchema.safeParse({ ...values, outcomes }), (value) => value);
}

export const toggled = <T>(values: readonly T[], value: T, on: boolean): T[] =>
  on ? [...values, value] : values.filter((one) => one !== value);
