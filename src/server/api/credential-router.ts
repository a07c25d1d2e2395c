import { z } from 'zod';
import { answer, countSchema, idAnswerSchema } from './answer';
import { assertKeyReadable } from './credential-key';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing, secretSchema, textSchema, typedSecretSchema } from './input';
import { adminProcedure, router, viewerProcedure } from './trpc';

/** A credential without its secrets: those are never returned. */
const credentialSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  hasPassword: z.boolean(),
  hasPrivateKey: z.boolean(),
  hasEnablePassword: z.boolean(),
  hasPassphrase: z.boolean(),
  realm: z
    .string()
    .nullable()
    .describe('Credentials that name one realm share one limit of logins; null: the credential is a realm of its own'),
  loginsPerSecond: z
    .number()
    .nullable()
    .describe('Logins that may start per second; in a realm the lowest counts. Null is no limit'),
  devices: countSchema.describe('Devices that log in with it'),
});

const LOGINS_TEXT = 'expected a number from 0.01 to 100';

const fields = {
  name: textSchema(64),
  username: textSchema(64),
  password: typedSecretSchema(1_000).optional(),
  /** PEM or OpenSSH format. */
  privateKey: secretSchema(20_000).optional(),
  /** Of the private key. */
  passphrase: secretSchema(1_000).optional(),
  enablePassword: typedSecretSchema(1_000).optional(),
  realm: textSchema(64).nullish(),
  loginsPerSecond: z.number(LOGINS_TEXT).min(0.01, LOGINS_TEXT).max(100, LOGINS_TEXT).nullish(),
};
/** Null takes a secret away; absent leaves it as it is. */
const updateFields = {
  name: fields.name.optional(),
  username: fields.username.optional(),
  password: fields.password.nullable(),
  privateKey: fields.privateKey.nullable(),
  passphrase: fields.passphrase.nullable(),
  enablePassword: fields.enablePassword.nullable(),
  realm: fields.realm,
  loginsPerSecond: fields.loginsPerSecond,
};

export const credentialRouter = router({
  list: adminProcedure('Every credential by name, without its secrets.', 'GET /credentials')
    .input(nothing)
    .output(answer(z.array(credentialSchema)))
    .query(({ ctx }) => ctx.services.credentials.list()),

  create: adminProcedure(
    'Stores how to log in to routers; the secrets are encrypted and never returned.',
    'POST /credentials',
  )
    .input(z.strictObject(fields))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      if (!input.password && !input.privateKey) throw badInput('password', 'expected a password or a private key');
      await assertKeyReadable(ctx.services, input, null);
      const created = await ctx.services.credentials.create(input);
      if (!created.ok) throw badInput('name', 'expected a name that no other credential has');
      ctx.note(created.id, { name: input.name });
      return { id: created.id };
    }),

  update: adminProcedure(
    'Changes the given fields. A secret that is left out stays; null takes it away.',
    'PATCH /credentials/{id}',
  )
    .input(z.strictObject({ id: idSchema, ...updateFields }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, ...changes } }) => {
      await assertKeyReadable(ctx.services, changes, id);
      // A key that is taken away takes its passphrase along.
      const passphrase = changes.privateKey === null ? null : changes.passphrase;
      const updated = await ctx.services.credentials.update(id, { ...changes, passphrase });
      if (!updated.ok) {
        throw updated.reason === 'not_found'
          ? notFound(`Credential ${id}`)
          : badInput('name', 'expected a name that no other credential has');
      }
      ctx.note(id, { fields: Object.keys(changes) });
      return { id };
    }),

  delete: adminProcedure(
    'Forgets a credential. Refused while devices or jump hosts use it.',
    'DELETE /credentials/{id}',
  )
    .input(z.strictObject({ id: idSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const deleted = await ctx.services.credentials.delete(input.id);
      if (!deleted.ok) {
        throw deleted.reason === 'not_found'
          ? notFound(`Credential ${input.id}`)
          : conflict(`${usersOf(deleted)} use this credential: give them another one first`);
      }
      ctx.note(input.id);
      return { id: input.id };
    }),

  /** For forms that pick a credential; operators and viewers see no more of it than its name. */
  names: viewerProcedure('Ids and names of the credentials.', 'GET /credentials/names')
    .input(nothing)
    .output(answer(z.array(credentialSchema.pick({ id: true, name: true }))))
    .query(async ({ ctx }) => {
      const all = await ctx.services.credentials.list();
      return all.map(({ id, name }) => ({ id, name }));
    }),
});

function usersOf({ devices, jumpHosts }: { readonly devices: number; readonly jumpHosts: number }): string {
  if (jumpHosts === 0) return `${devices} devices`;
  return devices === 0 ? `${jumpHosts} jump hosts` : `${devices} devices and ${jumpHosts} jump hosts`;
}
