import { z } from 'zod';
import { ROLES, type Role } from '@/domain/role';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing } from './input';
import { emailSchema, passwordSchema, personNameSchema } from './person-input';
import { adminProcedure, router } from './trpc';

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: string;
}

const roleSchema = z.enum(ROLES, `expected one of: ${ROLES.join(', ')}`);

export const userRouter = router({
  list: adminProcedure('Every account, by email.')
    .input(nothing)
    .query(async ({ ctx }): Promise<readonly UserView[]> => ctx.services.accounts.list()),

  create: adminProcedure('Makes an account. There is no public sign-up.')
    .input(z.strictObject({ email: emailSchema, password: passwordSchema, name: personNameSchema, role: roleSchema }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const created = await ctx.services.accounts.create(input);
      if (!created.ok) throw badInput('email', 'expected an email that no other account has');
      ctx.note(input.email, { role: input.role });
      return { id: created.id };
    }),

  setRole: adminProcedure('Gives an account another role, at once for everything that is open.')
    .input(z.strictObject({ id: idSchema, role: roleSchema }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const changed = await ctx.services.accounts.setRole(input.id, input.role);
      if (!changed.ok) throw refusal(input.id, changed.reason);
      ctx.note(input.id, { role: input.role });
      return { id: input.id };
    }),

  setDisabled: adminProcedure('Locks an account out, or lets it in again. Locking ends its sessions.')
    .input(z.strictObject({ id: idSchema, disabled: z.boolean() }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
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
