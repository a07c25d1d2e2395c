import { z } from 'zod';
import { badInput, conflict } from './errors';
import { nothing } from './input';
import { emailSchema, passwordSchema, personNameSchema } from './person-input';
import { publicProcedure, router } from './trpc';

export const setupRouter = router({
  status: publicProcedure('Whether the first admin has yet to be made, with the code printed at start.')
    .input(nothing)
    .query(({ ctx }): { needed: boolean } => ({ needed: ctx.services.firstAdmin.needed() })),

  create: publicProcedure('Makes the first admin. Works once, and only with the code printed at start.')
    .input(
      z.strictObject({
        code: z.string().max(64),
        email: emailSchema,
        password: passwordSchema,
        name: personNameSchema.optional(),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<{ email: string }> => {
      const created = await ctx.services.firstAdmin.create(input);
      if (!created.ok) throw refusal(created.reason);
      ctx.note(input.email);
      return { email: input.email };
    }),
});

function refusal(reason: 'wrong_code' | 'too_many_tries' | 'not_needed') {
  switch (reason) {
    case 'wrong_code':
      return badInput('code', 'expected the code that the server printed when it started');
    case 'too_many_tries':
      return conflict('Too many wrong codes: restart the server for a new one');
    case 'not_needed':
      return conflict('There is an admin already');
    default:
      return reason satisfies never;
  }
}
