import { z } from 'zod';
import { connectionReportSchema } from '@/domain/connection-test';
import { ALGORITHM_PROFILES, canonicalEndpoint } from '@/domain/device';
import { describeFailure } from '@/domain/failure';
import { jumpHostFieldsSchema } from '@/domain/jump-host';
import type { JumpHostFieldError } from '../db/jump-host-store';
import { answer, countSchema, idAnswerSchema } from './answer';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing } from './input';
import { adminProcedure, operatorProcedure, router, viewerProcedure } from './trpc';

const jumpHostSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  port: z.number().int(),
  credentialId: z.string(),
  algorithms: z.enum(ALGORITHM_PROFILES),
  keepalive: z.boolean(),
  viaId: z.string().nullable().describe('The jump host before it'),
  maxSessions: countSchema,
  devices: countSchema.describe('Devices that are reached through it'),
  behind: countSchema.describe('Jump hosts that are reached through it'),
});

const { port, algorithms, keepalive, maxSessions, ...required } = jumpHostFieldsSchema.shape;
const createInput = z.strictObject({
  ...required,
  port,
  algorithms,
  keepalive,
  maxSessions,
  credentialId: idSchema,
  viaId: idSchema.nullable().default(null),
});
// Without the defaults: a field that is left out stays as it is.
const updateInput = z
  .strictObject({
    ...required,
    port: port.unwrap(),
    algorithms: algorithms.unwrap(),
    keepalive: keepalive.unwrap(),
    maxSessions: maxSessions.unwrap(),
    credentialId: idSchema,
    viaId: idSchema.nullable(),
  })
  .partial()
  .extend({ id: idSchema });

export const jumpHostRouter = router({
  list: viewerProcedure('Every jump host (bastion) by name.', 'GET /jump-hosts')
    .input(nothing)
    .output(answer(z.array(jumpHostSchema)))
    .query(({ ctx }) => ctx.services.jumpHosts.list()),

  get: viewerProcedure('One jump host.', 'GET /jump-hosts/{id}')
    .input(z.strictObject({ id: idSchema }))
    .output(answer(jumpHostSchema))
    .query(async ({ ctx, input }) => {
      const found = await ctx.services.jumpHosts.get(input.id);
      if (!found) throw notFound(`Jump host ${input.id}`);
      return found;
    }),

  create: adminProcedure(
    'Adds a jump host. viaId names the one before it, which has none before itself.',
    'POST /jump-hosts',
  )
    .input(createInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const created = await ctx.services.jumpHosts.create(input);
      if (!created.ok) throw refusal(created.error);
      ctx.note(created.id, { name: input.name, endpoint: canonicalEndpoint(input.address, input.port) });
      return { id: created.id };
    }),

  update: adminProcedure('Changes the given fields. Connections that are open stay open.', 'PATCH /jump-hosts/{id}')
    .input(updateInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, ...fields } }) => {
      const updated = await ctx.services.jumpHosts.update(id, fields);
      if (!updated.ok) throw refusal(updated.error);
      ctx.note(id, { fields: Object.keys(fields) });
      return { id };
    }),

  delete: adminProcedure(
    'Removes a jump host. Refused while devices or other jump hosts use it.',
    'DELETE /jump-hosts/{id}',
  )
    .input(z.strictObject({ id: idSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const deleted = await ctx.services.jumpHosts.delete(id);
      if (!deleted.ok && deleted.reason === 'not_found') throw notFound(`Jump host ${id}`);
      if (!deleted.ok) {
        throw conflict(`${deleted.devices} devices and ${deleted.behind} jump hosts are reached through this one`);
      }
      ctx.note(id);
      return { id };
    }),

  testConnection: operatorProcedure(
    'Logs in to a jump host with a connection of its own and says which step failed.',
    'POST /jump-hosts/{id}/test-connection',
  )
    .input(z.strictObject({ id: idSchema }))
    .output(answer(connectionReportSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      if (!(await ctx.services.jumpHosts.get(id))) throw notFound(`Jump host ${id}`);
      const report = await ctx.services.engine.test({ kind: 'jump_host', jumpHostId: id });
      ctx.note(id, { failure: report.failure && describeFailure(report.failure) });
      return report;
    }),
});

const refusal = ({ field, message }: JumpHostFieldError) =>
  field === 'id' ? notFound('Jump host') : badInput(field, message.charAt(0).toLowerCase() + message.slice(1));
