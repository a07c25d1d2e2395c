import { z } from 'zod';
import type { HostKeyRecord } from '../db/host-key-list';
import type { HostKeyPolicy } from '../db/host-key-store';
import { conflict, notFound } from './errors';
import { pageShape, searchSchema, textSchema } from './input';
import type { Page } from './job-view';
import { adminProcedure, router, viewerProcedure } from './trpc';

export interface HostKeyPage extends Page<HostKeyRecord> {
  /** What happens with a key that is not known yet. */
  readonly policy: HostKeyPolicy;
}

/** `address:port` in canonical spelling, as the list gives it. */
const endpoint = textSchema(300);
/** SHA-256 as OpenSSH prints it: 32 bytes are 43 characters of unpadded base64 (RFC 4648). */
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected SHA256: and 43 characters of base64');

export const hostKeyRouter = router({
  list: viewerProcedure(
    'Host keys by endpoint: pinned, and refused ones that wait for an admin (pending: true lists only these).',
  )
    .input(
      z.strictObject({ pending: z.boolean().optional(), search: searchSchema.optional(), ...pageShape }).optional(),
    )
    .query(async ({ ctx, input }): Promise<HostKeyPage> => {
      const { hostKeys } = ctx.services;
      return { ...(await hostKeys.list(input ?? {})), policy: hostKeys.policy };
    }),

  accept: adminProcedure('Pins the waiting key of an endpoint. Refused where it is no longer the one that was seen.')
    .input(z.strictObject({ endpoint, fingerprint }))
    .mutation(async ({ ctx, input }): Promise<{ endpoint: string; fingerprint: string; replaced: string | null }> => {
      const accepted = await ctx.services.hostKeys.accept(input.endpoint, input.fingerprint, ctx.actor.name);
      if (!accepted.ok) {
        throw accepted.reason === 'no_offer'
          ? notFound(`A waiting host key of ${input.endpoint}`)
          : conflict(`${input.endpoint} has shown another key since: look at its fingerprint again`);
      }
      const { replaced, algorithm } = accepted;
      ctx.note(input.endpoint, { fingerprint: input.fingerprint, algorithm, replaced });
      return { ...input, replaced };
    }),

  reject: adminProcedure('Drops the waiting key of an endpoint. What is pinned stays; shown again, it waits again.')
    .input(z.strictObject({ endpoint }))
    .mutation(async ({ ctx, input }): Promise<{ endpoint: string; fingerprint: string }> => {
      const rejected = await ctx.services.hostKeys.reject(input.endpoint);
      if (rejected === null) throw notFound(`A waiting host key of ${input.endpoint}`);
      ctx.note(input.endpoint, { fingerprint: rejected });
      return { endpoint: input.endpoint, fingerprint: rejected };
    }),

  forget: adminProcedure('Drops all keys of an endpoint, as after its router was replaced: the next is a first one.')
    .input(z.strictObject({ endpoint }))
    .mutation(async ({ ctx, input }): Promise<{ endpoint: string; fingerprint: string }> => {
      const forgotten = await ctx.services.hostKeys.forget(input.endpoint);
      if (forgotten === null) throw notFound(`A pinned host key of ${input.endpoint}`);
      ctx.note(input.endpoint, { fingerprint: forgotten });
      return { endpoint: input.endpoint, fingerprint: forgotten };
    }),
});
