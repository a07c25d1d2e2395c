import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody } from '@/domain/event-schema';
import { initialProgress, type JobProgress } from '@/domain/progress';
import { MAX_ATTEMPTS, RETRY_WAITS_MS, WEBHOOK_EVENTS, type WebhookFields } from '@/domain/webhook';
import { createSecretBox } from '@/server/auth/secret-box';
import { createDeliveryStore } from '@/server/db/delivery-store';
import { createJobStore } from '@/server/db/job-store';
import { newId } from '@/server/db/new-id';
import { createRetention } from '@/server/db/retention';
import { createWebhookStore, type WebhookStore } from '@/server/db/webhook-store';
import type { Lookup } from '@/server/network/lookup';
import { createAllowedHosts } from '@/server/webhooks/allowed-hosts';
import { newWebhookSecret } from '@/server/webhooks/signature';
import { createWebhooks, SHORT_GAP_MS, type Webhooks } from '@/server/webhooks/webhooks';
import { silentLog } from '../../support/engine';
import { HeldClock } from '../../support/held-clock';
import { flushOf, samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';
import { type Receiver, startReceiver, verifies } from '../../support/webhook-receiver';

const MINUTE_MS = 60_000;

describe('webhooks', () => {
  let temp: TempDatabase;
  let clock: HeldClock;
  let receiver: Receiver;
  let store: WebhookStore;
  let webhooks: Webhooks;
  let secret: string;
  let lookup: Lookup;
  const loopback: Lookup = async () => [{ address: '127.0.0.1' }];

  const deliveries = () => createDeliveryStore(temp.db);
  /** As a process that starts on this database does it; the one before is simply forgotten, as after kill -9. */
  const open = (hosts = 'http://receiver.test,127.0.0.0/8') =>
    createWebhooks({
      webhooks: store,
      deliveries: deliveries(),
      hosts: createAllowedHosts(hosts, (host) => lookup(host)),
      publicUrl: 'https://portal.example',
      newId,
      clock,
      log: silentLog,
      random: () => 0,
    });
  const add = async (change: Partial<WebhookFields> = {}) => {
    const url = `http://receiver.test:${receiver.port}/hook`;
    const fields = { name: 'ops', url, events: [...WEBHOOK_EVENTS], outcomes: ['ok', 'partial', 'failed'] as const };
    const saved = await store.create(
      { ...fields, outcomes: [...fields.outcomes], ...change },
      secret,
      'admin@example.net',
    );
    if (!saved.ok) throw new Error(saved.reason);
    return saved.id;
  };
  const list = async (webhookId: string) => (await deliveries().list({ webhookId })).items;

  const jobs = new Map<string, JobProgress>();
  /** Stores events as the engine does. */
  async function happen(jobId: string, ...bodies: EventBody[]): Promise<void> {
    const jobStore = createJobStore(temp.db);
    let progress = jobs.get(jobId);
    if (!progress) {
      const plan = samplePlan(jobId, 1);
      await jobStore.create(plan);
      progress = initialProgress(plan);
      jobs.set(jobId, progress);
    }
    const batch = flushOf(progress, bodies);
    const at = new Date(clock.now()).toISOString();
    await jobStore.append({ ...batch, events: batch.events.map((event) => ({ ...event, at })) });
  }
  const counts = () => initialProgress(samplePlan('any', 1)).counts;
  const completes = (jobId: string) =>
    happen(
      jobId,
      { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null },
      { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
      { type: 'job.completed', outcome: 'ok', counts: counts() },
    );

  beforeEach(async () => {
    temp = await tempDatabase();
    jobs.clear();
    receiver = await startReceiver();
    // A webhook's own time comes from the database.
    clock = new HeldClock(Date.now() + 60_000);
    store = createWebhookStore(temp.db, createSecretBox(randomBytes(32)));
    secret = newWebhookSecret();
    lookup = loopback;
    webhooks = open();
    await webhooks.prepare();
  });
  afterEach(async () => {
    await webhooks.stop();
    await receiver.close();
    await temp.remove();
  });

  /** So much time goes by while the webhooks sleep, in one step; then they look around once. */
  async function pass(ms: number): Promise<void> {
    while (clock.sleeping === 0) await clock.settle();
    clock.set(clock.now() + ms);
    await clock.advance(0);
  }
  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await pass(1_000);
  }
  const state = (webhookId: string, ...states: string[]) =>
    until(
      async () => (await list(webhookId)).every((one) => states.includes(one.state)) && receiver.received.length > 0,
    );
  const attempts = (webhookId: string, n: number) => until(async () => (await list(webhookId))[0]?.attempts === n);

  it('the end of a job is sent once, signed, and kept with its answer', async () => {
    const id = await add();
    receiver.answerWith((_, res) => void res.writeHead(201).end('noted'));
    await completes('job-1');
    webhooks.start();
    await state(id, 'delivered');
    const [sent] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(verifies(secret, sent!)).toBe(true);
    expect(sent!.headers).toMatchObject({ 'content-type': 'application/json', host: `receiver.test:${receiver.port}` });
    const [delivery] = await list(id);
    expect(JSON.parse(sent!.body)).toMatchObject({
      event: 'job.completed',
      deliveryId: sent!.id,
      job: { id: 'job-1', title: 'Check job-1', outcome: 'ok', url: 'https://portal.example/jobs/job-1' },
    });
    expect(delivery).toMatchObject({ id: sent!.id, attempts: 1, status: 201, answer: 'noted', error: null });
  });

  it('goes only where it was asked for, and not back to before it was made', async () => {
    await completes('job-0');
    clock.set(clock.now() + MINUTE_MS);
    const [all, failures] = [await add(), await add({ name: 'failures', events: ['job.failed'] })];
    await temp.db.prisma.webhook.updateMany({ data: { createdAt: new Date(clock.now()) } });
    await completes('job-1');
    await happen('job-2', { type: 'job.failed', reason: 'internal', counts: counts() });
    webhooks.start();
    await until(async () => receiver.received.length === 3);
    expect((await list(all)).map(({ jobId }) => jobId).sort()).toEqual(['job-1', 'job-2']);
    expect((await list(failures)).map(({ jobId }) => jobId)).toEqual(['job-2']);
  });

  it('an end that was stored when the process was killed makes its delivery at the next start, once', async () => {
    const id = await add();
    await completes('job-1');
    // Killed before anybody read it; then killed again after it was read and before it was sent.
    await open().prepare();
    await open().prepare();
    const [delivery, ...more] = await list(id);
    expect(more).toEqual([]);
    webhooks = open();
    await webhooks.prepare();
    webhooks.start();
    await state(id, 'delivered');
    expect(receiver.received.map((one) => one.id)).toEqual([delivery!.id]);
  });

  it('does not need the job any more: a deleted one is told as it was', async () => {
    const id = await add();
    await happen('job-1', { type: 'job.failed', reason: 'internal', counts: counts() });
    await temp.db.prisma.job.updateMany({ data: { endedAt: '2000-01-01T00:00:00.000Z' } });
    expect(await createRetention(temp.db, { maxAgeMs: 1, maxBytes: null }).sweep(clock.now())).toEqual(['job-1']);
    webhooks.start();
    await state(id, 'delivered');
    expect(JSON.parse(receiver.received[0]!.body).job).toMatchObject({ id: 'job-1', title: 'Check job-1' });
  });

  it('is tried again after growing waits, under the same id with a new time, and then given up', async () => {
    const id = await add();
    receiver.answerWith((_, res) => void res.writeHead(500).end('not now'));
    await completes('job-1');
    webhooks.start();
    await attempts(id, 1);
    for (const [i, wait] of RETRY_WAITS_MS.entries()) {
      const { nextAttemptAt, lastAttemptAt } = (await list(id))[0]!;
      expect(Date.parse(nextAttemptAt!) - Date.parse(lastAttemptAt!)).toBeGreaterThanOrEqual(wait);
      const leftMs = () => Date.parse(nextAttemptAt!) - clock.now();
      while (leftMs() > 1) await pass(Math.min(leftMs() - 1, SHORT_GAP_MS - MINUTE_MS));
      expect((await list(id))[0]!.attempts).toBe(i + 1);
      await attempts(id, i + 2);
    }
    const [delivery] = await list(id);
    expect(delivery).toMatchObject({ state: 'failed', attempts: MAX_ATTEMPTS, status: 500, answer: 'not now' });
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
    const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(receiver.received.every((one) => verifies(secret, one))).toBe(true);
  });

  it('a slow receiver keeps no other waiting', async () => {
    const slow = await startReceiver();
    slow.answerWith(() => {});
    const other = await add();
    await add({ name: 'slow', url: `http://receiver.test:${slow.port}/` });
    for (const job of ['job-1', 'job-2', 'job-3']) await completes(job);
    webhooks.start();
    await until(async () => receiver.received.length === 3);
    await state(other, 'delivered');
    // One at a time, and that one is still there.
    await slow.count(1);
    expect(slow.received).toHaveLength(1);
    await slow.close();
  });

  it('410 switches the webhook off, and what else is pending waits for a person', async () => {
    const id = await add();
    receiver.answerWith((_, res) => void res.writeHead(410).end());
    await completes('job-1');
    await completes('job-2');
    webhooks.start();
    await state(id, 'failed', 'held');
    expect(receiver.received).toHaveLength(1);
    expect(await store.get(id)).toMatchObject({ enabled: false, disabledReason: 'the receiver answered 410 Gone' });
    await completes('job-3');
    for (let i = 0; i < 3; i += 1) await pass(1_000);
    expect(await list(id)).toHaveLength(2);
  });

  it('a name that leads elsewhere by the time it is sent gets nothing (DNS rebinding)', async () => {
    lookup = async () => [{ address: '198.51.100.7' }];
    webhooks = open('http://receiver.test');
    const id = await add();
    const url = (await store.get(id))!.url;
    expect((await webhooks.hosts.resolve(url)).ok).toBe(true);
    lookup = loopback;
    await completes('job-1');
    await webhooks.prepare();
    webhooks.start();
    await until(async () => (await list(id))[0]?.state === 'failed');
    expect((await list(id))[0]).toMatchObject({ status: null, error: expect.stringContaining('127.0.0.1') });
    expect(receiver.received).toEqual([]);
  });

  it('after a long time away nothing old is sent until a person decides, and something new is', async () => {
    const id = await add();
    await completes('job-1');
    clock.set(clock.now() + SHORT_GAP_MS + 5 * MINUTE_MS);
    webhooks = open();
    await webhooks.prepare();
    webhooks.start();
    await completes('job-2');
    await until(async () => receiver.received.length === 1);
    expect(JSON.parse(receiver.received[0]!.body).job.id).toBe('job-2');
    const held = (await list(id)).find(({ jobId }) => jobId === 'job-1');
    expect(held).toMatchObject({ state: 'held', heldReason: 'the portal was away for 15 minutes', attempts: 0 });
    expect(await deliveries().decideHeld(id, true, new Date(clock.now()))).toBe(1);
    await state(id, 'delivered');
    expect(receiver.received).toHaveLength(2);
  });

  it('after a short time away it goes on by itself', async () => {
    const id = await add();
    await completes('job-1');
    clock.set(clock.now() + SHORT_GAP_MS - MINUTE_MS);
    webhooks = open();
    await webhooks.prepare();
    webhooks.start();
    await state(id, 'delivered');
  });

  it('a machine that slept for long holds what was to be sent meanwhile', async () => {
    const id = await add();
    receiver.answerWith((_, res) => void res.writeHead(500).end());
    await completes('job-1');
    webhooks.start();
    await attempts(id, 1);
    clock.set(clock.now() + 60 * MINUTE_MS);
    await until(async () => (await list(id))[0]?.state === 'held');
    expect(receiver.received).toHaveLength(1);
  });

  it('a restored portal sends nothing by itself: all is held, also what was to be tried later', async () => {
    const id = await add();
    await completes('job-1');
    expect(await webhooks.holdAll('restored from a backup')).toBe(1);
    webhooks.start();
    for (let i = 0; i < 3; i += 1) await pass(1_000);
    expect(receiver.received).toEqual([]);
    expect(await list(id)).toMatchObject([{ state: 'held', heldReason: 'restored from a backup' }]);
    expect(await deliveries().decideHeld(id, false, new Date(clock.now()))).toBe(1);
    expect(await list(id)).toMatchObject([{ state: 'dropped', attempts: 0 }]);
  });

  it('with an empty WEBHOOK_HOSTS nothing is made and nothing is sent', async () => {
    const id = await add();
    await completes('job-1');
    webhooks = open('');
    await webhooks.prepare();
    webhooks.start();
    for (let i = 0; i < 3; i += 1) await pass(1_000);
    expect(await list(id)).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it('an attempt that a stop cuts is made again at the next start, under the same id', async () => {
    const id = await add();
    receiver.answerWith(() => {});
    await completes('job-1');
    webhooks.start();
    await until(async () => receiver.received.length === 1);
    await webhooks.stop();
    expect(await list(id)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    receiver.answerWith(null);
    webhooks = open();
    await webhooks.prepare();
    webhooks.start();
    await until(async () => receiver.received.length === 2);
    await state(id, 'delivered');
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
  });

  it('a secret that does not open any more (another SECRET_KEY) is an attempt that failed, and says so', async () => {
    const id = await add();
    await completes('job-1');
    store = createWebhookStore(temp.db, createSecretBox(randomBytes(32)));
    webhooks = open();
    await webhooks.prepare();
    webhooks.start();
    await attempts(id, 1);
    const error = 'Internal error of the portal: its log has more';
    expect(await list(id)).toMatchObject([{ state: 'pending', status: null, error }]);
    expect(receiver.received).toEqual([]);
  });

  it('what ended long ago is forgotten, what waits for a person is not', async () => {
    const id = await add();
    await completes('job-1');
    webhooks.start();
    await state(id, 'delivered');
    await webhooks.stop();
    await completes('job-2');
    await webhooks.holdAll('for this test');
    await deliveries().prune(new Date(clock.now() + MINUTE_MS));
    expect((await list(id)).map(({ state: left }) => left)).toEqual(['held']);
  });
});
