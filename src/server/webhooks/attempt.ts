import { err, type Result } from '@/domain/result';
import { MAX_ATTEMPTS, PING } from '@/domain/webhook';
import type { Attempted, DeliveryRecord } from '../db/delivery-store';
import type { WebhookStore } from '../db/webhook-store';
import type { Clock, Log } from '../engine/ports';
import type { AllowedHosts, HostRefusal } from './allowed-hosts';
import { type PostResult, post } from './post';
import { signedHeaders } from './signature';
import { verdictOf } from './verdict';

export interface AttemptDeps {
  readonly webhooks: Pick<WebhookStore, 'target'>;
  readonly hosts: AllowedHosts;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly ca?: string | undefined;
}

export interface AttemptResult extends Attempted {
  readonly gone: boolean;
}

/**
 * One attempt of one delivery, signed as of now, sent only where WEBHOOK_HOSTS allows it at this moment. Null: the signal
 * was aborted first, or the webhook was deleted, so that there is nothing to write down. Never rejects: what goes wrong on
 * this side (a secret that does not open any more) is an attempt that failed, or it would be made again at once.
 */
export async function attempt(
  delivery: DeliveryRecord,
  deps: AttemptDeps,
  signal: AbortSignal,
): Promise<AttemptResult | null> {
  const at = deps.clock.now();
  const begun = performance.now();
  let outcome: Outcome | null;
  try {
    outcome = await exchange(delivery, at, deps, signal);
  } catch (error) {
    deps.log.error({ err: error, delivery: delivery.id }, 'A webhook delivery could not be attempted');
    outcome = { result: { error: 'Internal error of the portal: its log has more' } };
  }
  if (outcome === null || (signal.aborted && 'error' in outcome.result)) return null;
  const { result, refused = false } = outcome;
  const now = deps.clock.now();
  // Whoever asked for a test sees how it went: it is not tried again. Nor is what a person has to allow first.
  const nth = delivery.event === PING || refused ? MAX_ATTEMPTS : delivery.attempts + 1;
  const { state, waitMs, error, gone } = verdictOf(result, nth, now, deps.random);
  return {
    at: new Date(at),
    state,
    nextAttemptAt: waitMs === null ? null : new Date(now + waitMs),
    status: 'status' in result ? result.status : null,
    answer: 'status' in result ? result.body.toString('utf8').replaceAll('\0', '\ufffd') : null,
    error,
    durationMs: Math.round(performance.now() - begun),
    gone,
  };
}

interface Outcome {
  readonly result: PostResult;
  /** WEBHOOK_HOSTS does not allow it. */
  readonly refused?: boolean;
}

async function exchange(
  { id, webhookId, payload: body }: DeliveryRecord,
  at: number,
  { webhooks, hosts, timeoutMs, ca }: AttemptDeps,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const target = await webhooks.target(webhookId, new Date(at));
  if (!target) return null;
  const { url, secrets } = target;
  const allowed = await inTime(hosts.resolve(url), timeoutMs, signal);
  if (!allowed.ok) {
    const { kind, message } = allowed.error;
    return { result: { error: sentence(message) }, refused: kind === 'not_allowed' };
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'AreaZero-Webhook',
    'accept-encoding': 'identity',
    ...signedHeaders(id, at, body, secrets),
  };
  return { result: await post({ url, addresses: allowed.value, headers, body, timeoutMs, signal, ca }) };
}

type Resolved = Result<readonly string[], HostRefusal>;

/** The system's resolver has a patience of its own, of half a minute and more. */
function inTime(resolved: Promise<Resolved>, timeoutMs: number, signal: AbortSignal): Promise<Resolved> {
  return new Promise((resolve, reject) => {
    const late = () => resolve(err({ kind: 'unresolved', message: 'expected a name that resolves in time' }));
    const timer = setTimeout(late, timeoutMs);
    signal.addEventListener('abort', late);
    resolved.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', late);
    });
  });
}

const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);
