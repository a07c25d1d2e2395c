import { err, type Result } from '@/domain/result';
import { MAX_ATTEMPTS, PING } from '@/domain/webhook';
import type { Attempted, DeliveryRecord } from '../db/delivery-store';
import type { WebhookStore } from '../db/webhook-store';
import type { Clock } from '../engine/ports';
import type { AllowedHosts, HostRefusal } from './allowed-hosts';
import { type PostResult, post } from './post';
import { signedHeaders } from './signature';
import { type Verdict, verdictOf } from './verdict';

export interface AttemptDeps {
  readonly webhooks: Pick<WebhookStore, 'target'>;
  readonly hosts: AllowedHosts;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly ca?: string | undefined;
}

export interface AttemptResult extends Attempted {
  readonly gone: boolean;
}

/**
 * One attempt of one delivery, signed as of now, sent only where WEBHOOK_HOSTS allows it at this moment. Null: the signal
 * was aborted first, or the webhook was deleted, so that there is nothing to write down. Rejects where the store fails.
 */
export async function attempt(
  { id, webhookId, event, payload, attempts }: DeliveryRecord,
  deps: AttemptDeps,
  signal: AbortSignal,
): Promise<AttemptResult | null> {
  const { clock, random, timeoutMs, ca } = deps;
  const at = clock.now();
  const target = await deps.webhooks.target(webhookId, new Date(at));
  if (!target) return null;
  const begun = performance.now();
  const done = (result: PostResult | null, { state, waitMs, error, gone }: Verdict): AttemptResult => ({
    at: new Date(at),
    state,
    nextAttemptAt: waitMs === null ? null : new Date(clock.now() + waitMs),
    status: result && 'status' in result ? result.status : null,
    answer: result && 'status' in result ? result.body.toString('utf8').replaceAll('\0', '\ufffd') : null,
    error,
    durationMs: Math.round(performance.now() - begun),
    gone,
  });

  const allowed = await inTime(deps.hosts.resolve(target.url), timeoutMs, signal);
  if (!allowed.ok && allowed.error.kind === 'not_allowed') {
    // Nothing of it passes by itself: a person changes the URL or the list, and sends it again.
    return done(null, { state: 'failed', waitMs: null, error: sentence(allowed.error.message), gone: false });
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'AreaZero-Webhook',
    'accept-encoding': 'identity',
    ...signedHeaders(id, at, payload, target.secrets),
  };
  const result: PostResult = allowed.ok
    ? await post({ url: target.url, addresses: allowed.value, headers, body: payload, timeoutMs, signal, ca })
    : { error: sentence(allowed.error.message) };
  if (signal.aborted && 'error' in result) return null;
  // Whoever asked for a test sees how it went: it is not tried again.
  const nth = event === PING ? MAX_ATTEMPTS : attempts + 1;
  return done(result, verdictOf(result, nth, clock.now(), random));
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
