import { createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks 1.0.0, "Signature scheme": the secret is base64 behind this prefix, 24 to 64 bytes. */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since the epoch, of the attempt. */
  readonly 'webhook-timestamp': string;
  /** One `v1,<base64>` per secret, separated by spaces. */
  readonly 'webhook-signature': string;
}

/**
 * HMAC-SHA-256 over `<id>.<timestamp>.<body>` with each secret: receivers take the message where one fits, so that a
 * secret can be changed without losing any. https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md
 */
export function signedHeaders(id: string, atMs: number, body: string, secrets: readonly string[]): SignedHeaders {
  const timestamp = String(Math.floor(atMs / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
