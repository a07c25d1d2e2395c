import { z } from 'zod';
import { DELIVERY_STATES, webhookFieldsSchema } from '@/domain/webhook';
import type { WebhookSaved } from '../db/webhook-store';
import { answer, countSchema, idAnswerSchema, pageOf, timeSchema } from './answer';
import type { Services } from './context';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing, pageShape } from './input';
import type { ActingContext } from './job-control';
import { adminProcedure, router } from './trpc';
import { deliverySchema, deliveryView, webhooksSchema } from './webhook-view';

const { outcomes, ...required } = webhookFieldsSchema.shape;
const createInput = z.strictObject({ ...required, outcomes });
// Without the default: a field that is left out stays as it is.
const updateInput = z
  .strictObject({ ...required, outcomes: outcomes.unwrap(), enabled: z.boolean('expected true or false') })
  .partial()
  .extend({ id: idSchema });
const byId = z.strictObject({ id: idSchema });

const createdSchema = idAnswerSchema.extend({ secret: z.string().describe('`whsec_` and base64; shown this once') });
const secretAnswerSchema = createdSchema.pick({ secret: true }).extend({ previousUntil: timeSchema });
const decidedSchema = z.object({ deliveries: countSchema });

/** So long the secret before signs as well: time to bring the new one to the receiver. */
const PREVIOUS_SECRET_MS = 24 * 3_600_000;

export const webhookRouter = router({
  list: adminProcedure(
    'Every webhook by name, with how its deliveries stand, and the hosts that webhooks may go to.',
    'GET /webhooks',
  )
    .input(nothing)
    .output(answer(webhooksSchema))
    .query(async ({ ctx: { services } }) => {
      return { allowedHosts: services.webhookSender.hosts.entries, items: await services.webhooks.list() };
    }),

  create: adminProcedure(
    'Adds a webhook. The answer is the only time that its signing secret is shown.',
    'POST /webhooks',
  )
    .input(createInput)
    .output(answer(createdSchema))
    .mutation(async ({ ctx, input }) => {
      await mustBeAllowed(ctx.services, input.url);
      const secret = ctx.services.webhookSender.newSecret();
      const id = savedId(await ctx.services.webhooks.create(input, secret, ctx.actor.name));
      ctx.note(id, { name: input.name, host: new URL(input.url).host, events: input.events });
      return { id, secret };
    }),

  update: adminProcedure(
    'Changes the given fields. Switched off, what is pending is held; switched on, it stays held.',
    'PATCH /webhooks/{id}',
  )
    .input(updateInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      if (change.url !== undefined) await mustBeAllowed(ctx.services, change.url);
      savedId(await ctx.services.webhooks.update(id, change));
      // The path of a URL may be a secret of its own.
      const host = change.url === undefined ? null : new URL(change.url).host;
      ctx.note(id, { fields: Object.keys(change), host });
      return { id };
    }),

  rotateSecret: adminProcedure(
    'Makes a new signing secret, shown once. The one before signs as well for 24 hours.',
    'POST /webhooks/{id}/rotate-secret',
  )
    .input(byId)
    .output(answer(secretAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const secret = ctx.services.webhookSender.newSecret();
      const previousUntil = new Date(ctx.services.clock.now() + PREVIOUS_SECRET_MS);
      if (!(await ctx.services.webhooks.setSecret(id, secret, previousUntil))) throw notFound(`Webhook ${id}`);
      ctx.note(id);
      return { secret, previousUntil: previousUntil.toISOString() };
    }),

  delete: adminProcedure('Removes a webhook with its deliveries. What is pending is not sent.', 'DELETE /webhooks/{id}')
    .input(byId)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      if (!(await ctx.services.webhooks.delete(id))) throw notFound(`Webhook ${id}`);
      ctx.note(id);
      return { id };
    }),

  test: adminProcedure(
    'Sends a ping at once, in one attempt, and answers with how it went.',
    'POST /webhooks/{id}/test',
  )
    .input(byId)
    .output(answer(deliverySchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const delivery = await ctx.services.webhookSender.test(id);
      if (!delivery) throw notFound(`Webhook ${id}`);
      ctx.note(id, { state: delivery.state, status: delivery.status });
      return deliveryView(delivery);
    }),

  deliveries: adminProcedure(
    'The deliveries of one webhook, newest first, with the last answer of each.',
    'GET /webhooks/{id}/deliveries',
  )
    .input(byId.extend({ state: z.enum(DELIVERY_STATES).optional(), ...pageShape }))
    .output(answer(pageOf(deliverySchema)))
    .query(async ({ ctx, input: { id: webhookId, ...input } }) => {
      const page = await ctx.services.deliveries.list({ webhookId, ...input });
      return { ...page, items: page.items.map(deliveryView) };
    }),

  redeliver: adminProcedure(
    'Sends one delivery again, under the same id, with a new round of attempts.',
    'POST /webhooks/deliveries/{deliveryId}/redeliver',
  )
    .input(z.strictObject({ deliveryId: idSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { deliveryId } }) => {
      const delivery = await ctx.services.deliveries.get(deliveryId);
      if (!delivery) throw notFound(`Delivery ${deliveryId}`);
      await mustBeOn(ctx.services, delivery.webhookId);
      await ctx.services.deliveries.again(deliveryId, new Date(ctx.services.clock.now()));
      ctx.note(deliveryId, { webhook: delivery.webhookId, event: delivery.event });
      return { id: deliveryId };
    }),

  sendHeld: adminProcedure('Sends what is held of one webhook.', 'POST /webhooks/{id}/send-held')
    .input(byId)
    .output(answer(decidedSchema))
    .mutation(({ ctx, input: { id } }) => decided(ctx, 'decideHeld', id, true)),

  dropHeld: adminProcedure(
    'What is held of one webhook is never sent; it stays in the list.',
    'POST /webhooks/{id}/drop-held',
  )
    .input(byId)
    .output(answer(decidedSchema))
    .mutation(({ ctx, input: { id } }) => decided(ctx, 'decideHeld', id, false)),

  sendFailed: adminProcedure(
    'Sends again what was given up of one webhook, each with a new round of attempts. Tests are left out.',
    'POST /webhooks/{id}/send-failed',
  )
    .input(byId)
    .output(answer(decidedSchema))
    .mutation(({ ctx, input: { id } }) => decided(ctx, 'decideFailed', id, true)),

  dropFailed: adminProcedure(
    'What was given up of one webhook counts as dropped: nobody is asked about it any more; it stays in the list.',
    'POST /webhooks/{id}/drop-failed',
  )
    .input(byId)
    .output(answer(decidedSchema))
    .mutation(({ ctx, input: { id } }) => decided(ctx, 'decideFailed', id, false)),
});

/** Sends or drops what waits for a person. */
async function decided(ctx: ActingContext, decide: 'decideHeld' | 'decideFailed', id: string, send: boolean) {
  const { services } = ctx;
  if (send) await mustBeOn(services, id);
  else if (!(await services.webhooks.get(id))) throw notFound(`Webhook ${id}`);
  const deliveries = await services.deliveries[decide](id, send, new Date(services.clock.now()));
  ctx.note(id, { deliveries });
  return { deliveries };
}

async function mustBeAllowed({ webhookSender }: Services, url: string): Promise<void> {
  const allowed = await webhookSender.hosts.resolve(url);
  if (!allowed.ok) throw badInput('url', allowed.error.message);
}

/** What nobody sends would only stand there as pending. */
async function mustBeOn({ webhooks, webhookSender }: Services, id: string): Promise<void> {
  const webhook = await webhooks.get(id);
  if (!webhook) throw notFound(`Webhook ${id}`);
  if (!webhook.enabled) throw conflict(`${webhook.name} is switched off: switch it on first`);
  if (webhookSender.hosts.entries.length === 0) throw conflict('Webhooks are off while WEBHOOK_HOSTS is empty');
}

function savedId(saved: WebhookSaved): string {
  if (saved.ok) return saved.id;
  if (saved.reason === 'not_found') throw notFound('Webhook');
  if (saved.reason === 'name_taken') throw badInput('name', 'expected another name: there is a webhook with this one');
  throw conflict('There are as many webhooks as there may be: delete one first');
}
