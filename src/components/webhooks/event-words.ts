import type { JobOutcome } from '@/domain/job';
import { PING, WEBHOOK_EVENTS, type WebhookEvent } from '@/domain/webhook';

export const EVENT_WORDS: Readonly<Record<WebhookEvent, { readonly label: string; readonly about: string }>> = {
  'job.completed': { label: 'Completed', about: 'Every device was tried; some or all may have failed.' },
  'job.failed': { label: 'Failed', about: 'The job ended before every device was tried.' },
  'job.stop_rule': {
    label: 'Stop rule',
    about: 'A stop rule, the canary or the deadline ended it. Devices at work still finish.',
  },
  'job.canceled': { label: 'Canceled', about: 'A person ended it.' },
  'job.paused': { label: 'Paused', about: 'It waits until a person resumes it.' },
};

/** As one line: `completed, failed, stop rule`. */
export const eventList = (events: readonly WebhookEvent[]): string =>
  WEBHOOK_EVENTS.filter((event) => events.includes(event))
    .map((event) => EVENT_WORDS[event].label.toLowerCase())
    .join(', ');

export const OUTCOME_WORDS: Readonly<Record<JobOutcome, string>> = {
  ok: 'Every device completed',
  partial: 'Some devices completed',
  failed: 'No device completed',
};

export const eventLabel = (event: WebhookEvent | typeof PING): string =>
  event === PING ? 'Test' : EVENT_WORDS[event].label;
