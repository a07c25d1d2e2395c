import { z } from 'zod';
import { ROLES } from '@/domain/role';
import { answer, idAnswerSchema, timeSchema } from './answer';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing } from './input';
import { emailSchema, passwordSchema, personNameSchema } from './person-input';
import { adminProcedure, router } from './trpc';

const roleSchema = z.enum(ROLES, `expected one of: ${ROLES.join(', ')}`);

const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  disabled: z.boolean(),
  createdAt: timeSchema,
});

export const userRouter = router({
  list: adminProcedure('Every account, by email.', 'GET /users')
    .input(nothing)
    .output(answer(z.array(userSchema)))
    .query(({ ctx }) => ctx.services.accounts.list()),

  create: adminProcedure('Makes an account. There is no public sign-up.', 'POST /users')
    .input(z.strictObject({ email: emailSchema, password: passwordSchema, name: personNameSchema, role: roleSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const created = await ctx.services.accounts.create(input);
      if (!created.ok) throw badInput('email', 'expected an email that no other account has');
      ctx.note(input.email, { role: input.role });
      return { id: created.id };
    }),

  setRole: adminProcedure(
    'Gives an account another role, at once for everything that is open.',
    'POST /users/{id}/role',
  )
    .input(z.strictObject({ id: idSchema, role: roleSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const changed = await ctx.services.accounts.setRole(input.id, input.role);
      if (!changed.ok) throw refusal(input.id, changed.reason);
      ctx.note(input.id, { role: input.role });
      return { id: input.id };
    }),

  setDisabled: adminProcedure(
    'Locks an account out, or lets it in again. Locking ends its sessions.',
    'POST /users/{id}/disabled',
  )
    .input(z.strictObject({ id: idSchema, disabled: z.boolean() }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const changed = await ctx.services.accounts.setDisabled(input.id, input.disabled);
      if (!changed.ok) throw refusal(input.id, changed.reason);
      ctx.note(input.id, { disabled: input.disabled });
      return { id: input.id };
    }),
});

function refusal(id: string, reason: 'not_found' | 'last_admin') {
  return reason === 'not_found'
    ? notFound(`Account ${id}`)
    : conflict('This is the last admin: make another one first');
}
