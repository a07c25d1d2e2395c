import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_EVENTS } from '@/domain/webhook';
import { startPortal, type TestPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';
import { type Receiver, startReceiver, verifies } from '../../support/webhook-receiver';

describe('webhooks over the api', () => {
  let portal: TestPortal;
  let receiver: Receiver;
  let deviceId: string;
  let made = 0;
  beforeAll(async () => {
    portal = await startPortal({ env: { WEBHOOK_HOSTS: 'http://127.0.0.0/8' } });
    const credential = await portal.admin.credentials.create.mutate({ name: 'c', username: 'u', password: 'p' });
    // Nobody listens there: a job on it ends at once, completed, with the one device failed.
    const device = { name: 'r1', address: '127.0.0.1', port: 1, country: 'DE', platform: 'frr' } as const;
    deviceId = (await portal.admin.devices.create.mutate({ ...device, credentialId: credential.id })).id;
  });
  beforeEach(async () => {
    receiver = await startReceiver();
    for (const { id } of (await portal.admin.webhooks.list.query()).items)
      await portal.admin.webhooks.delete.mutate({ id });
    return () => receiver.close();
  });
  afterAll(() => portal.close());

  const input = (change: object = {}) => {
    made += 1;
    const url = `http://127.0.0.1:${receiver.port}/in?key=path-secret`;
    return { name: `hook-${made}`, url, events: [...WEBHOOK_EVENTS], ...change };
  };
  const runJob = async () => {
    const options = { title: 'Nightly', retries: 0, stopRules: { failedDevices: 1 } } as const;
    return (await portal.admin.jobs.create.mutate({ deviceIds: [deviceId], commands: ['show version'], ...options }))
      .jobId;
  };
  const call = (path: string, body: unknown) => callHttp(portal, { cookie: portal.adminCookie }, path, body);

  it('tell of a job as it goes, signed with the secret that was shown once, and list the answers', async () => {
    const { id, secret } = await portal.admin.webhooks.create.mutate(input());
    receiver.answerWith((_, res) => void res.writeHead(202).end('on it \u001b[31m<script>alert(1)</script>\u202e'));
    const jobId = await runJob();
    await receiver.count(2);
    for (const request of receiver.received) expect(verifies(secret, request)).toBe(true);
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ event }) => event).sort()).toEqual(['job.failed', 'job.stop_rule']);
    const failed = bodies.find(({ event }) => event === 'job.failed');
    expect(failed.job).toMatchObject({
      id: jobId,
      state: 'failed',
      reason: 'stop rule failedDevices: 1 reached the limit of 1',
      counts: { total: 1, failed: 1 },
      url: `${portal.url}/jobs/${jobId}`,
    });
    expect(JSON.stringify(bodies)).not.toMatch(/show version|password/);
    const { items, total } = await untilEnded(id);
    expect(total).toBe(2);
    expect(items.map((one) => [one.state, one.attempts, one.status, one.jobId])).toEqual([
      ['delivered', 1, 202, jobId],
      ['delivered', 1, 202, jobId],
    ]);
    // What a receiver answers is shown as text, without what hides or moves text.
    expect(items[0]!.answer).toBe('on it <script>alert(1)</script><U+202E>');
    const [view] = (await portal.admin.webhooks.list.query()).items;
    expect(view).toMatchObject({ id, pending: 0, held: 0, last: { state: 'delivered', status: 202 } });
    const first = await portal.admin.webhooks.deliveries.query({ id, limit: 1 });
    const rest = await portal.admin.webhooks.deliveries.query({ id, limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(items.map((one) => one.id));
  });

  const untilEnded = async (id: string) => {
    for (;;) {
      const page = await portal.admin.webhooks.deliveries.query({ id });
      if (page.items.length > 0 && page.items.every(({ state }) => state !== 'pending')) return page;
    }
  };

  it('keep their secrets: sealed in the database, in no answer, no audit entry and no log', async () => {
    const created = await portal.admin.webhooks.create.mutate(input());
    const rotated = await portal.admin.webhooks.rotateSecret.mutate({ id: created.id });
    await portal.admin.webhooks.test.mutate({ id: created.id });
    const seen = JSON.stringify([
      await portal.admin.webhooks.list.query(),
      await portal.admin.webhooks.deliveries.query({ id: created.id }),
      await portal.admin.audit.list.query({}),
    ]);
    const logged = portal.logs() + JSON.stringify(await portal.admin.audit.list.query({}));
    expect(logged).toContain('webhook');
    expect(logged).not.toContain('path-secret');
    const folder = dirname(portal.dbPath);
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file))));
    for (const secret of [created.secret, rotated.secret].map((text) => text.replace('whsec_', ''))) {
      expect(seen + logged).not.toContain(secret);
      expect(files.some((file) => file.includes(secret))).toBe(false);
    }
  });

  it('sign with both secrets for a day after a change', async () => {
    const { id, secret } = await portal.admin.webhooks.create.mutate(input());
    const { secret: next } = await portal.admin.webhooks.rotateSecret.mutate({ id });
    await portal.admin.webhooks.test.mutate({ id });
    const [request] = receiver.received;
    expect([secret, next].map((one) => verifies(one, request!))).toEqual([true, true]);
    const { secret: third } = await portal.admin.webhooks.rotateSecret.mutate({ id });
    await portal.admin.webhooks.test.mutate({ id });
    expect([secret, next, third].map((one) => verifies(one, receiver.received[1]!))).toEqual([false, true, true]);
  });

  it('answer a test with how it went, in one attempt', async () => {
    const { id } = await portal.admin.webhooks.create.mutate(input());
    receiver.answerWith((_, res) => void res.writeHead(500).end('no'));
    const answer = await portal.admin.webhooks.test.mutate({ id });
    expect(answer).toMatchObject({
      event: 'ping',
      state: 'failed',
      status: 500,
      answer: 'no',
      attempts: 1,
      jobId: null,
    });
    expect(JSON.parse(answer.payload)).toMatchObject({ event: 'ping', deliveryId: answer.id, webhook: { id } });
    receiver.answerWith(null);
    expect(await portal.admin.webhooks.test.mutate({ id })).toMatchObject({ state: 'delivered', status: 200 });
  });

  it('send one delivery again when a person says so, under the same id', async () => {
    const { id } = await portal.admin.webhooks.create.mutate(input({ events: ['job.failed'] }));
    receiver.answerWith((_, res) => void res.writeHead(410).end());
    await runJob();
    const { items } = await untilEnded(id);
    const deliveryId = items[0]!.id;
    // 410 switched it off: nothing is sent until it is on again.
    expect((await call('webhooks.redeliver', { deliveryId })).code).toBe('CONFLICT');
    await portal.admin.webhooks.update.mutate({ id, enabled: true });
    receiver.answerWith(null);
    await portal.admin.webhooks.redeliver.mutate({ deliveryId });
    await receiver.count(2);
    expect(receiver.received.map((one) => one.id)).toEqual([deliveryId, deliveryId]);
  });

  it('hold what is pending when they are switched off, and send or drop it when a person decides', async () => {
    const { id } = await portal.admin.webhooks.create.mutate(input({ events: ['job.failed'] }));
    receiver.answerWith((_, res) => void res.writeHead(503).end());
    await runJob();
    await receiver.count(1);
    while ((await portal.admin.webhooks.deliveries.query({ id })).items[0]?.attempts !== 1);
    await portal.admin.webhooks.update.mutate({ id, enabled: false });
    const held = await portal.admin.webhooks.deliveries.query({ id, state: 'held' });
    expect(held.items).toMatchObject([{ heldReason: 'the webhook was switched off', nextAttemptAt: null }]);
    expect((await call('webhooks.sendHeld', { id })).code).toBe('CONFLICT');
    await portal.admin.webhooks.update.mutate({ id, enabled: true });
    receiver.answerWith(null);
    expect(await portal.admin.webhooks.sendHeld.mutate({ id })).toEqual({ deliveries: 1 });
    await receiver.count(2);
    await portal.services.webhookSender.holdAll('for this test');
    const { deliveries } = await portal.admin.webhooks.dropHeld.mutate({ id });
    const dropped = await portal.admin.webhooks.deliveries.query({ id, state: 'dropped' });
    expect(dropped.total).toBe(deliveries);
  });

  it('name what was given up until a person sends it again or drops it; a test that failed is no business of that', async () => {
    const { id } = await portal.admin.webhooks.create.mutate(input({ events: ['job.failed'] }));
    const failed = async () => (await portal.admin.webhooks.list.query()).items[0]!.failed;
    receiver.answerWith((_, res) => void res.writeHead(410).end());
    await runJob();
    await untilEnded(id);
    await portal.admin.webhooks.test.mutate({ id });
    expect(await failed()).toBe(1);
    // 410 switched it off.
    expect((await call('webhooks.sendFailed', { id })).code).toBe('CONFLICT');
    await portal.admin.webhooks.update.mutate({ id, enabled: true });
    expect(await portal.admin.webhooks.sendFailed.mutate({ id })).toEqual({ deliveries: 1 });
    await receiver.count(3);
    await expect.poll(failed).toBe(1);
    expect(await portal.admin.webhooks.dropFailed.mutate({ id })).toEqual({ deliveries: 1 });
    expect(await failed()).toBe(0);
    const { items } = await portal.admin.webhooks.deliveries.query({ id });
    expect(items.map(({ event, state }) => [event, state]).sort()).toEqual([
      ['job.failed', 'dropped'],
      ['ping', 'failed'],
    ]);
  });

  it.each([
    ['url', { url: 'https://198.51.100.7/' }, /^url: expected a host that WEBHOOK_HOSTS allows; it does not allow 198/],
    ['url', { url: 'https://169.254.169.254/latest' }, /^url: expected a host that WEBHOOK_HOSTS allows/],
    ['url', { url: 'https://no-such-name.invalid/' }, /^url: expected a name that resolves/],
    ['url', { url: 'ftp://127.0.0.1/' }, /^url: expected an https URL/],
    ['url', { url: 'https://u:hunter2@127.0.0.1/' }, /^url: expected no user name or password in the URL/],
    ['events', { events: [] }, /^events: expected at least one event/],
    ['events.0', { events: ['job.started'] }, /^events\.0: expected one of: job\.completed/],
    ['outcomes', { outcomes: ['ok', 'ok'] }, /^outcomes: expected each outcome once/],
    ['name', { name: 'a\u0007' }, /^name: expected no control characters/],
    ['secret', { secret: 'whsec_mine' }, /expected no such field/],
  ])('refuse a wrong %s: %j', async (field, change, message) => {
    const answer = await call('webhooks.create', input(change));
    expect([answer.code, answer.fields[0]?.field]).toEqual(['BAD_REQUEST', field]);
    expect(answer.message).toMatch(message);
    expect(answer.body).not.toContain('hunter2');
    expect((await portal.admin.webhooks.list.query()).items).toEqual([]);
  });

  it('have names of their own; what is not there is not found; an update leaves alone what it does not name', async () => {
    const first = input({ outcomes: ['failed'] });
    const { id } = await portal.admin.webhooks.create.mutate(first);
    expect((await call('webhooks.create', input({ name: first.name }))).fields[0]?.field).toBe('name');
    await portal.admin.webhooks.update.mutate({ id, events: ['job.paused'] });
    const [view] = (await portal.admin.webhooks.list.query()).items;
    expect(view).toMatchObject({ ...first, events: ['job.paused'], enabled: true });
    for (const path of [
      'update',
      'delete',
      'test',
      'rotateSecret',
      'sendHeld',
      'dropHeld',
      'sendFailed',
      'dropFailed',
    ]) {
      expect([path, (await call(`webhooks.${path}`, { id: 'ghost' })).code]).toEqual([path, 'NOT_FOUND']);
    }
    expect((await call('webhooks.redeliver', { deliveryId: 'ghost' })).code).toBe('NOT_FOUND');
    const cursor = Buffer.from('[9007199254740991,"x"]').toString('base64url');
    expect((await call('webhooks.deliveries', { id, cursor })).code).toBeNull();
  });

  it('are off, and say so, where WEBHOOK_HOSTS is empty', async () => {
    const without = await startPortal();
    expect(await without.admin.webhooks.list.query()).toEqual({ allowedHosts: [], items: [] });
    const as = { cookie: without.adminCookie };
    const answer = await callHttp(without, as, 'webhooks.create', input());
    expect(answer.message).toMatch(/^url: expected no URL: webhooks are off while WEBHOOK_HOSTS is empty/);
    await without.close();
  });
});
