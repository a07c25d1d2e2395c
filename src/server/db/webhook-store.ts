import type { JobOutcome } from '@/domain/job';
import { type DeliveryState, PING, type WebhookEvent, type WebhookFields } from '@/domain/webhook';
import type { Database } from './client';
import type { SealedPlace, SecretBox } from './credential-store';
import type { Prisma, Webhook as Row } from './generated/client';
import { newId } from './new-id';

/** A webhook without its secret. Times are ISO 8601. */
export interface WebhookRecord extends WebhookFields {
  readonly id: string;
  readonly enabled: boolean;
  /** Why the portal itself switched it off. */
  readonly disabledReason: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  /** The secret before the present one signs as well until then; null: it is the only one. */
  readonly previousUntil: string | null;
}

/** How its deliveries stand. */
export interface WebhookHealth {
  readonly pending: number;
  readonly held: number;
  /** Given up; tests do not count. */
  readonly failed: number;
  /** The latest that was tried. */
  readonly last: {
    readonly state: DeliveryState;
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
  } | null;
}

/** Where to send, and what to sign with: the present secret first. */
export interface WebhookTarget {
  readonly url: string;
  readonly secrets: readonly string[];
}

export type WebhookChange = Partial<WebhookFields> & { readonly enabled?: boolean };

export type WebhookSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: 'not_found' | 'name_taken' | 'too_many' };

export interface WebhookStore {
  create(fields: WebhookFields, secret: string, createdBy: string): Promise<WebhookSaved>;
  /** Absent fields stay as they are. Switched off, what is pending is held. */
  update(id: string, change: WebhookChange): Promise<WebhookSaved>;
  /** Its deliveries go with it. False where there is none. */
  delete(id: string): Promise<boolean>;
  get(id: string): Promise<WebhookRecord | null>;
  /** By name. */
  list(): Promise<(WebhookRecord & WebhookHealth)[]>;
  /** The present secret goes on to sign until `previousUntil`. False where there is no such webhook. */
  setSecret(id: string, secret: string, previousUntil: Date): Promise<boolean>;
  /** Opens the secrets; null where there is no such webhook. */
  target(id: string, now: Date): Promise<WebhookTarget | null>;
  /** The portal itself switches it off: what is pending is held. */
  disable(id: string, reason: string): Promise<void>;
}

/** Each costs a look at every change of a job. */
const MAX_WEBHOOKS = 50;
const SWITCHED_OFF = 'the webhook was switched off';

const place = (rowId: string, column: 'sealedSecret' | 'sealedPreviousSecret'): SealedPlace => ({
  table: 'Webhook',
  rowId,
  column,
});

export function webhookRecord(row: Row): WebhookRecord {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events as WebhookEvent[],
    outcomes: row.outcomes as JobOutcome[],
    enabled: row.enabled,
    disabledReason: row.disabledReason,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    previousUntil: row.previousUntil?.toISOString() ?? null,
  };
}

export function createWebhookStore({ prisma, reads }: Database, box: SecretBox): WebhookStore {
  async function switchOff(tx: Prisma.TransactionClient, webhookId: string, reason: string) {
    const data = { state: 'held', heldReason: reason, nextAttemptAt: null };
    await tx.webhookDelivery.updateMany({ where: { webhookId, state: 'pending' }, data });
  }

  return {
    create: (fields, secret, createdBy) =>
      prisma.$transaction(async (tx) => {
        if (await tx.webhook.findUnique({ where: { name: fields.name } })) return { ok: false, reason: 'name_taken' };
        if ((await tx.webhook.count()) >= MAX_WEBHOOKS) return { ok: false, reason: 'too_many' };
        // Chosen here, not by the database: the secret is bound to it.
        const id = newId();
        const sealedSecret = box.seal(secret, place(id, 'sealedSecret'));
        await tx.webhook.create({ data: { id, ...fields, sealedSecret, createdBy } });
        return { ok: true, id };
      }),
    update: (id, { name, url, events, outcomes, enabled }) =>
      prisma.$transaction(async (tx) => {
        if (!(await tx.webhook.findUnique({ where: { id } }))) return { ok: false, reason: 'not_found' };
        const taken = name === undefined ? null : await tx.webhook.findUnique({ where: { name } });
        if (taken && taken.id !== id) return { ok: false, reason: 'name_taken' };
        const switched = enabled === undefined ? {} : { enabled, disabledReason: null };
        await tx.webhook.update({ where: { id }, data: { name, url, events, outcomes, ...switched } });
        if (enabled === false) await switchOff(tx, id, SWITCHED_OFF);
        return { ok: true, id };
      }),
    async delete(id) {
      return (await prisma.webhook.deleteMany({ where: { id } })).count > 0;
    },
    async get(id) {
      const row = await reads.prisma.webhook.findUnique({ where: { id } });
      return row && webhookRecord(row);
    },
    list: async () => {
      const rows = await reads.prisma.webhook.findMany({ orderBy: { name: 'asc' } });
      const counts = await reads.prisma.webhookDelivery.groupBy({
        by: ['webhookId', 'state'],
        where: { OR: [{ state: { in: ['pending', 'held'] } }, { state: 'failed', event: { not: PING } }] },
        _count: true,
      });
      const count = (id: string, state: DeliveryState) =>
        counts.find((one) => one.webhookId === id && one.state === state)?._count ?? 0;
      return Promise.all(
        rows.map(async (row) => ({
          ...webhookRecord(row),
          pending: count(row.id, 'pending'),
          held: count(row.id, 'held'),
          failed: count(row.id, 'failed'),
          last: await lastTried(row.id),
        })),
      );
    },
    setSecret: (id, secret, previousUntil) =>
      prisma.$transaction(async (tx) => {
        const row = await tx.webhook.findUnique({ where: { id } });
        if (!row) return false;
        // Opened and sealed anew: a sealed value is bound to its column.
        const previous = box.open(row.sealedSecret, place(id, 'sealedSecret'));
        const sealedPreviousSecret = box.seal(previous, place(id, 'sealedPreviousSecret'));
        const sealedSecret = box.seal(secret, place(id, 'sealedSecret'));
        await tx.webhook.update({ where: { id }, data: { sealedSecret, sealedPreviousSecret, previousUntil } });
        return true;
      }),
    async target(id, now) {
      const row = await prisma.webhook.findUnique({ where: { id } });
      if (!row) return null;
      const { sealedPreviousSecret: previous, previousUntil } = row;
      const secrets = [box.open(row.sealedSecret, place(id, 'sealedSecret'))];
      if (previous && previousUntil && previousUntil > now) {
        secrets.push(box.open(previous, place(id, 'sealedPreviousSecret')));
      }
      return { url: row.url, secrets };
    },
    disable: (id, disabledReason) =>
      prisma.$transaction(async (tx) => {
        await tx.webhook.updateMany({ where: { id }, data: { enabled: false, disabledReason } });
        await switchOff(tx, id, disabledReason);
      }),
  };

  async function lastTried(webhookId: string): Promise<WebhookHealth['last']> {
    const row = await reads.prisma.webhookDelivery.findFirst({
      where: { webhookId, lastAttemptAt: { not: null } },
      orderBy: { lastAttemptAt: 'desc' },
    });
    if (!row?.lastAttemptAt) return null;
    const { status, error } = row;
    return { state: row.state as DeliveryState, at: row.lastAttemptAt.toISOString(), status, error };
  }
}
