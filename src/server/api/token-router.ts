import { z } from 'zod';
import { ROLES, type Role } from '@/domain/role';
import { badInput, notFound } from './errors';
import { idSchema, nothing, textSchema } from './input';
import { adminProcedure, router } from './trpc';

export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export const tokenRouter = router({
  list: adminProcedure('Every API token, newest first; the tokens themselves are not kept.')
    .input(nothing)
    .query(async ({ ctx }): Promise<readonly TokenView[]> => ctx.services.tokens.list()),

  create: adminProcedure('Makes an API token for another service. The answer is the only time that it is shown.')
    .input(
      z.strictObject({
        name: textSchema(64),
        role: z.enum(ROLES, `expected one of: ${ROLES.join(', ')}`),
        expiresAt: z.iso.datetime('expected a time as ISO 8601 in UTC').nullish(),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<{ id: string; token: string }> => {
      const expiresAt = input.expiresAt ?? null;
      if (expiresAt && Date.parse(expiresAt) <= ctx.services.clock.now()) {
        throw badInput('expiresAt', 'expected a time to come');
      }
      const { id, token } = await ctx.services.apiTokens.create({ ...input, expiresAt, createdBy: ctx.actor });
      ctx.note(id, { name: input.name, role: input.role, expiresAt });
      return { id, token };
    }),

  revoke: adminProcedure('Ends an API token at once, with every websocket that was opened with it.')
    .input(z.strictObject({ id: idSchema }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const revoked = await ctx.services.tokens.revoke(input.id, new Date(ctx.services.clock.now()));
      if (!revoked) throw notFound(`Token ${input.id}`);
      ctx.note(input.id);
      return { id: input.id };
    }),
});
