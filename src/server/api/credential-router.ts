import { z } from 'zod';
import { assertKeyReadable } from './credential-key';
import { badInput, conflict, notFound } from './errors';
import { idSchema, nothing, secretSchema, textSchema, typedSecretSchema } from './input';
import { adminProcedure, router, viewerProcedure } from './trpc';

/** A credential without its secrets: those are never returned. */
export interface CredentialView {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly hasPassword: boolean;
  readonly hasPrivateKey: boolean;
  readonly hasEnablePassword: boolean;
  readonly hasPassphrase: boolean;
  /** Credentials that name one realm share one limit of logins; null: the credential is a realm of its own. */
  readonly realm: string | null;
  /** Logins that may start per second; in a realm the lowest counts. Null is no limit. */
  readonly loginsPerSecond: number | null;
  /** Devices that log in with it. */
  readonly devices: number;
}

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
  list: adminProcedure('Every credential by name, without its secrets.')
    .input(nothing)
    .query(async ({ ctx }): Promise<readonly CredentialView[]> => ctx.services.credentials.list()),

  create: adminProcedure('Stores how to log in to routers; the secrets are encrypted and never returned.')
    .input(z.strictObject(fields))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      if (!input.password && !input.privateKey) throw badInput('password', 'expected a password or a private key');
      await assertKeyReadable(ctx.services, input, null);
      const created = await ctx.services.credentials.create(input);
      if (!created.ok) throw badInput('name', 'expected a name that no other credential has');
      ctx.note(created.id, { name: input.name });
      return { id: created.id };
    }),

  update: adminProcedure('Changes the given fields. A secret that is left out stays; null takes it away.')
    .input(z.strictObject({ id: idSchema, ...updateFields }))
    .mutation(async ({ ctx, input: { id, ...changes } }): Promise<{ id: string }> => {
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

  delete: adminProcedure('Forgets a credential. Refused while devices or jump hosts use it.')
    .input(z.strictObject({ id: idSchema }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
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
  names: viewerProcedure('Ids and names of the credentials.')
    .input(nothing)
    .query(async ({ ctx }): Promise<readonly { id: string; name: string }[]> => {
      const all = await ctx.services.credentials.list();
      return all.map(({ id, name }) => ({ id, name }));
    }),
});

function usersOf({ devices, jumpHosts }: { readonly devices: number; readonly jumpHosts: number }): string {
  if (jumpHosts === 0) return `${devices} devices`;
  return devices === 0 ? `${jumpHosts} jump hosts` : `${devices} devices and ${jumpHosts} jump hosts`;
}
