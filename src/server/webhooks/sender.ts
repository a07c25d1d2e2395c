import type { DeliveryRecord, DeliveryStore } from '../db/delivery-store';
import type { WebhookStore } from '../db/webhook-store';
import { type AttemptDeps, type AttemptResult, attempt } from './attempt';

/** Over all webhooks. One webhook has one at a time, so that a slow receiver keeps nobody else waiting. */
const MAX_AT_ONCE = 8;
/** The database did not take what became of an attempt. */
const STORE_RETRY_MS = 5_000;

export interface SenderDeps extends AttemptDeps {
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
}

export interface Sender {
  /** Starts attempts for what is due, as far as there are places. */
  send(): Promise<void>;
  /** Resolves when no attempt is under way. */
  idle(): Promise<void>;
  /** One attempt, now, whatever the webhook's other deliveries do; null where the webhook was deleted. */
  sendNow(delivery: DeliveryRecord): Promise<AttemptResult | null>;
}

/** Sends what is pending. `signal` ends everything; what was cut is sent again at the next start, under the same id. */
export function createSender(deps: SenderDeps, signal: AbortSignal): Sender {
  const { deliveries, webhooks, clock, log } = deps;
  const underWay = new Map<string, Promise<void>>();

  async function run(delivery: DeliveryRecord): Promise<AttemptResult | null> {
    const result = await attempt(delivery, deps, signal);
    if (!result) return null;
    await written(delivery, result);
    if (result.gone) await webhooks.disable(delivery.webhookId, 'the receiver answered 410 Gone');
    const { state, status, error, durationMs } = result;
    const { id, webhookId, event, attempts } = delivery;
    log.info(
      { delivery: id, webhook: webhookId, event, attempt: attempts + 1, state, status, error, durationMs },
      'Webhook delivery attempted',
    );
    return result;
  }

  /** An attempt that is not written down would be made again at once, and again. */
  async function written({ id }: DeliveryRecord, { gone: _, ...attempted }: AttemptResult): Promise<void> {
    while (!signal.aborted) {
      try {
        return await deliveries.attempted(id, attempted);
      } catch (error) {
        log.error({ err: error, delivery: id }, 'What became of a delivery could not be stored');
        await clock.sleep(STORE_RETRY_MS, signal);
      }
    }
  }

  async function send(): Promise<void> {
    while (underWay.size < MAX_AT_ONCE && !signal.aborted) {
      const due = await deliveries.nextDue(new Date(clock.now()), [...underWay.keys()]);
      if (!due) return;
      const { webhookId } = due;
      const attempting = run(due)
        .then(() => {})
        .catch((error: unknown) => log.error({ err: error, webhook: webhookId }, 'A webhook could not be switched off'))
        .finally(() => underWay.delete(webhookId));
      underWay.set(webhookId, attempting);
    }
  }

  return {
    send,
    async idle() {
      await Promise.all(underWay.values());
    },
    sendNow: run,
  };
}
