import type { Outputs } from '../shell/api';

export type WebhookList = Outputs['webhooks']['list'];
/** A webhook as the api shows it: never its secret. */
export type Webhook = WebhookList['items'][number];
export type Delivery = Outputs['webhooks']['deliveries']['items'][number];

/** What the sheet shows: nothing, a new webhook, or one that exists. */
export type Editing = null | 'new' | Webhook;

/** A signing secret as it was made: the only time that it is known here. */
export interface NewSecret {
  readonly name: string;
  readonly secret: string;
  /** ISO 8601: until then the one before signs as well; null: there is none before. */
  readonly previousUntil: string | null;
}

/** The part of a URL that is no secret of its own. */
export const hostOf = (url: string): string => new URL(url).host;
