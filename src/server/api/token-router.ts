import { z } from 'zod';
import { ROLES } from '@/domain/role';
import { answer, idAnswerSchema, timeSchema } from './answer';
import { badInput, notFound } from './errors';
import { idSchema, nothing, textSchema } from './input';
import { adminProcedure, router } from './trpc';

const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  createdAt: timeSchema,
  createdById: z.string(),
  createdBy: z.string(),
  expiresAt: timeSchema.nullable(),
  lastUsedAt: timeSchema.nullable(),
  revokedAt: timeSchema.nullable(),
});

export const tokenRouter = router({
  list: adminProcedure('Every API token, newest first; the tokens themselves are not kept.', 'GET /tokens')
    .input(nothing)
    .output(answer(z.array(tokenSchema)))
    .query(({ ctx }) => ctx.services.tokens.list()),

  create: adminProcedure(
    'Makes an API token for another service. The answer is the only time that it is shown.',
    'POST /tokens',
  )
    .input(
      z.strictObject({
        name: textSchema(64),
        role: z.enum(ROLES, `expected one of: ${ROLES.join(', ')}`),
        expiresAt: z.iso.datetime('expected a time as ISO 8601 in UTC').nullish(),
      }),
    )
    .output(answer(idAnswerSchema.extend({ token: z.string() })))
    .mutation(async ({ ctx, input }) => {
      const expiresAt = input.expiresAt ?? null;
      if (expiresAt && Date.parse(expiresAt) <= ctx.services.clock.now()) {
        throw badInput('expiresAt', 'expected a time to come');
      }
      const { id, token } = await ctx.services.apiTokens.create({ ...input, expiresAt, createdBy: ctx.actor });
      ctx.note(id, { name: input.name, role: input.role, expiresAt });
      return { id, token };
    }),

  revoke: adminProcedure('Ends an API token at once, with everything that was opened with it.', 'DELETE /tokens/{id}')
    .input(z.strictObject({ id: idSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const revoked = await ctx.services.tokens.revoke(input.id, new Date(ctx.services.clock.now()));
      if (!revoked) throw notFound(`Token ${input.id}`);
      ctx.note(input.id);
      return { id: input.id };
    }),
});
