import { afterAll, beforeAll, expect, it } from 'vitest';
import { PING } from '@/domain/webhook';
import { createSecretBox } from '@/server/auth/secret-box';
import { createDeliveryStore } from '@/server/db/delivery-store';
import { createWebhookStore } from '@/server/db/webhook-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeAll(async () => {
  temp = await tempDatabase();
});
afterAll(() => temp.remove());

it('counts a test that waits for a person, and not one that was given up', async () => {
  const webhooks = createWebhookStore(temp.db, createSecretBox(Buffer.alloc(32, 1)));
  const deliveries = createDeliveryStore(temp.db);
  const fields = { name: 'hook', url: 'https://receiver.example/', events: ['job.failed' as const], outcomes: [] };
  const saved = await webhooks.create(fields, 'secret', 'admin');
  if (!saved.ok) throw new Error(saved.reason);
  const ping = { webhookId: saved.id, event: PING, job: null, payload: '{}', createdAt: new Date() } as const;
  await deliveries.add({ id: 'again', ...ping });
  await deliveries.again('again', new Date());
  await deliveries.holdAll('a restored database');
  // One that nobody has attempted stands as given up.
  await deliveries.add({ id: 'failed', ...ping });
  expect(await webhooks.list()).toMatchObject([{ pending: 0, held: 1, failed: 0 }]);
  expect(await deliveries.decideHeld(saved.id, false, new Date())).toBe(1);
});
