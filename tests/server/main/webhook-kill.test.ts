import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPortal, type PortalClient, portalClient } from '../../../scripts/portal-client';
import { freePort } from '../../../scripts/portal-process';
import { type MortalPortal, startMortalPortal } from '../../support/mortal-portal';
import { type Receiver, startReceiver } from '../../support/webhook-receiver';

/** A process of its own, killed with signal 9. */
describe('kill -9 and webhooks', () => {
  let folder: string;
  let receiver: Receiver;
  let portal: MortalPortal;
  let client: PortalClient;
  let env: Record<string, string>;
  let deviceId: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'areazero-webhook-kill-'));
    receiver = await startReceiver();
    const port = await freePort();
    const login = { email: 'admin@example.net', password: `Pw-${randomBytes(12).toString('base64url')}` };
    env = {
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, 'areazero.db')}`,
      SECRET_KEY: randomBytes(32).toString('base64'),
      ADMIN_EMAIL: login.email,
      ADMIN_PASSWORD: login.password,
      ALLOWED_TARGETS: '127.0.0.0/8',
      WEBHOOK_HOSTS: 'http://127.0.0.0/8',
      WORKERS: '0',
    };
    portal = await startMortalPortal(env);
    client = await connectPortal({ url: `http://localhost:${port}`, ...login }, 'test');
    const credential = await client.trpc.credentials.create.mutate({ name: 'c', username: 'u', password: 'p' });
    const device = { name: 'r1', address: '127.0.0.1', port: 1, country: 'DE', platform: 'frr' } as const;
    deviceId = (await client.trpc.devices.create.mutate({ ...device, credentialId: credential.id })).id;
    for (const name of ['one', 'two']) {
      const url = `http://127.0.0.1:${receiver.port}/${name}`;
      await client.trpc.webhooks.create.mutate({ name, url, events: ['job.completed'] });
    }
  });
  afterEach(async () => {
    client.close();
    await portal.kill();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  const restart = async () => {
    client.close();
    await portal.kill();
    portal = await startMortalPortal(env);
    client = portalClient(`http://localhost:${env.PORT}`, client.token);
  };
  const runJob = async () => {
    const input = { deviceIds: [deviceId], commands: ['show version'], retries: 0 };
    const { jobId } = await client.trpc.jobs.create.mutate(input);
    await client.ended(jobId);
    return jobId;
  };
  const deliveries = async () => {
    const { items } = await client.trpc.webhooks.list.query();
    const pages = await Promise.all(items.map(({ id }) => client.trpc.webhooks.deliveries.query({ id })));
    return pages.flatMap((page) => page.items);
  };

  it('the end of a job that was seen right before has one delivery for each webhook after the start', async () => {
    const jobId = await runJob();
    await restart();
    while ((await deliveries()).some(({ state }) => state === 'pending') || receiver.received.length < 2);
    await restart();
    const all = await deliveries();
    expect(all.map((one) => [one.jobId, one.event])).toEqual(Array(2).fill([jobId, 'job.completed']));
    // Sent at least once; what was sent twice has the same id, by which the receiver knows it.
    expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
  });

  it('an attempt that was under way is made again under the same id', async () => {
    receiver.answerWith(() => {});
    await runJob();
    await receiver.count(2);
    receiver.answerWith(null);
    await restart();
    while ((await deliveries()).some(({ state }) => state !== 'delivered'));
    const ids = receiver.received.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([4, 2]);
  });
});
