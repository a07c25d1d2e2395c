import type { JobMilestone } from '@/domain/job-milestone';
import { type DeliveryState, PING, type WebhookEvent } from '@/domain/webhook';
import type { Database } from './client';
import type { Prisma, WebhookDelivery as Row } from './generated/client';
import { readMilestones } from './job-milestones';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';
import { type WebhookRecord, webhookRecord } from './webhook-store';

/** One event for one webhook, and what became of it. Times are ISO 8601. */
export interface DeliveryRecord {
  /** Sent with each attempt as `webhook-id`. */
  readonly id: string;
  readonly webhookId: string;
  readonly event: WebhookEvent | typeof PING;
  readonly jobId: string | null;
  readonly jobTitle: string | null;
  /** The body as it is signed and sent. */
  readonly payload: string;
  readonly state: DeliveryState;
  readonly heldReason: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly lastAttemptAt: string | null;
  /** Of the last attempt. Null: no answer came. */
  readonly status: number | null;
  /** The beginning of the answer's body. */
  readonly answer: string | null;
  /** Why no answer came, or why this one does not count. */
  readonly error: string | null;
  readonly durationMs: number | null;
}

export interface NewDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: DeliveryRecord['event'];
  /** Null for a test. */
  readonly job: { readonly id: string; readonly seq: number; readonly title: string } | null;
  readonly payload: string;
  readonly createdAt: Date;
}

/** How an attempt went, and what follows. `nextAttemptAt` for `pending` alone. */
export interface Attempted {
  readonly at: Date;
  readonly state: DeliveryState;
  readonly nextAttemptAt: Date | null;
  readonly status: number | null;
  readonly answer: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}

export interface DeliveryFilter {
  readonly webhookId: string;
  readonly state?: DeliveryState | undefined;
}

export interface DeliveryStore {
  /**
   * Takes the next milestones and stores what `deliveriesOf` makes of them, all in one transaction: each milestone is taken
   * once, whenever the process ends. Returns how many were read; 0: there is nothing new.
   */
  takeMilestones(
    deliveriesOf: (milestone: JobMilestone, webhooks: readonly WebhookRecord[]) => readonly NewDelivery[],
  ): Promise<number>;
  /** One that is attempted once, right now, by whoever adds it. */
  add(delivery: NewDelivery): Promise<void>;
  /** When this portal last looked after its deliveries; null: never. */
  seenAt(): Promise<Date | null>;
  setSeenAt(at: Date): Promise<void>;
  /** The pending delivery that is due first, of a webhook that is on and not among `busy`; null: none. */
  nextDue(now: Date, busy: readonly string[]): Promise<DeliveryRecord | null>;
  attempted(id: string, attempt: Attempted): Promise<void>;
  /** Whatever is pending waits for a person from now on. Returns how many. */
  holdAll(reason: string): Promise<number>;
  /** What is held is sent (`pending`, at once) or dropped for good. Returns how many. */
  decideHeld(webhookId: string, send: boolean, now: Date): Promise<number>;
  /** What was given up, but for tests, has a new round of attempts, or is dropped for good. Returns how many. */
  decideFailed(webhookId: string, send: boolean, now: Date): Promise<number>;
  /** A new round of attempts for one delivery, whatever became of it. False where there is none. */
  again(id: string, now: Date): Promise<boolean>;
  get(id: string): Promise<DeliveryRecord | null>;
  /** Newest first. */
  list(input: DeliveryFilter & PageInput): Promise<Page<DeliveryRecord>>;
  /** Deletes what ended before then. */
  prune(before: Date): Promise<void>;
}

const READER = 'webhooks';
const MILESTONES_AT_ONCE = 100;
/** What nothing more will happen to by itself. */
const ENDED: readonly DeliveryState[] = ['delivered', 'failed', 'dropped'];

/** ECMAScript 2025 §21.4.1.1: the end of time. */
const MAX_TIME = 8.64e15;

const iso = (date: Date | null) => date?.toISOString() ?? null;

function record({ seq: _, ...row }: Row): DeliveryRecord {
  return {
    ...row,
    event: row.event as DeliveryRecord['event'],
    state: row.state as DeliveryState,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: iso(row.nextAttemptAt),
    lastAttemptAt: iso(row.lastAttemptAt),
  };
}

const columns = ({ job, ...delivery }: NewDelivery): Prisma.WebhookDeliveryUncheckedCreateInput => ({
  ...delivery,
  jobId: job?.id ?? null,
  seq: job?.seq ?? null,
  jobTitle: job?.title ?? null,
  state: 'pending',
  nextAttemptAt: delivery.createdAt,
});

export function createDeliveryStore({ prisma, reads }: Database): DeliveryStore {
  let readTo = 0;
  return {
    async takeMilestones(deliveriesOf) {
      // Asked every second: without news one look at the end of an index.
      const select = { position: true };
      if (!(await prisma.jobMilestone.findFirst({ where: { position: { gt: readTo } }, select }))) return 0;
      const { milestones, position } = await prisma.$transaction(async (tx) => {
        const stretch = await readMilestones(tx, READER, MILESTONES_AT_ONCE);
        const webhooks = (await tx.webhook.findMany({ where: { enabled: true } })).map(webhookRecord);
        for (const delivery of stretch.milestones.flatMap((milestone) => deliveriesOf(milestone, webhooks))) {
          const { webhookId, job } = delivery;
          // Told already: the reader's place was set back by hand.
          const known = await tx.webhookDelivery.count({ where: { webhookId, jobId: job?.id, seq: job?.seq } });
          if (known === 0) await tx.webhookDelivery.create({ data: columns(delivery) });
        }
        return stretch;
      });
      readTo = position;
      return milestones.length;
    },
    async add(delivery) {
      // So it stands where the process ends before the attempt does.
      const cut = { state: 'failed', error: 'The portal stopped', nextAttemptAt: null };
      await prisma.webhookDelivery.create({ data: { ...columns(delivery), ...cut } });
    },
    async seenAt() {
      return (await prisma.readerCursor.findUnique({ where: { reader: READER } }))?.seenAt ?? null;
    },
    async setSeenAt(seenAt) {
      const update = { seenAt };
      await prisma.readerCursor.upsert({ where: { reader: READER }, create: { reader: READER, seenAt }, update });
    },
    async nextDue(now, busy) {
      const row = await prisma.webhookDelivery.findFirst({
        where: {
          state: 'pending',
          nextAttemptAt: { lte: now },
          webhookId: { notIn: [...busy] },
          webhook: { enabled: true },
        },
        orderBy: [{ nextAttemptAt: 'asc' }, { id: 'asc' }],
      });
      return row && record(row);
    },
    async attempted(id, { at, ...attempt }) {
      // Not `update`: the webhook may have been deleted meanwhile, and its deliveries with it.
      await prisma.webhookDelivery.updateMany({
        where: { id },
        data: { ...attempt, lastAttemptAt: at, attempts: { increment: 1 } },
      });
    },
    async holdAll(heldReason) {
      const data = { state: 'held', heldReason, nextAttemptAt: null };
      return (await prisma.webhookDelivery.updateMany({ where: { state: 'pending' }, data })).count;
    },
    async decideHeld(webhookId, send, now) {
      const data = send ? { state: 'pending', heldReason: null, nextAttemptAt: now } : { state: 'dropped' };
      return (await prisma.webhookDelivery.updateMany({ where: { webhookId, state: 'held' }, data })).count;
    },
    async decideFailed(webhookId, send, now) {
      const data = send ? { state: 'pending', attempts: 0, nextAttemptAt: now } : { state: 'dropped' };
      const where = { webhookId, state: 'failed', event: { not: PING } };
      return (await prisma.webhookDelivery.updateMany({ where, data })).count;
    },
    async again(id, now) {
      const data = { state: 'pending', heldReason: null, attempts: 0, nextAttemptAt: now };
      return (await prisma.webhookDelivery.updateMany({ where: { id }, data })).count > 0;
    },
    async get(id) {
      const row = await prisma.webhookDelivery.findUnique({ where: { id } });
      return row && record(row);
    },
    async list({ webhookId, state, ...page }) {
      const limit = pageSize(page.limit);
      const after = decodeCursor<[number, string]>(page.cursor, 'number', 'string');
      const at = after && Math.abs(after[0]) <= MAX_TIME ? new Date(after[0]) : null;
      const where = { webhookId, ...(state ? { state } : {}) };
      const [rows, total] = await Promise.all([
        reads.prisma.webhookDelivery.findMany({
          where: at ? { ...where, OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: after![1] } }] } : where,
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
        }),
        reads.prisma.webhookDelivery.count({ where }),
      ]);
      return pageOf(rows.map(record), limit, total, (last) => [Date.parse(last.createdAt), last.id]);
    },
    async prune(before) {
      await prisma.webhookDelivery.deleteMany({ where: { state: { in: [...ENDED] }, createdAt: { lt: before } } });
    },
  };
}
