import { z } from 'zod';
import { answer, pageOf, timeSchema } from './answer';
import { conflict, notFound } from './errors';
import { pageShape, searchSchema, textSchema } from './input';
import { adminProcedure, router, viewerProcedure } from './trpc';

const hostKeySchema = z.object({
  endpoint: z.string().describe('address:port'),
  pinned: z
    .object({
      algorithm: z.string(),
      fingerprint: z.string(),
      firstSeenAt: timeSchema,
      acceptedBy: z.string().nullable().describe('Null where it was trusted on first use'),
      acceptedAt: timeSchema.nullable(),
    })
    .nullable(),
  offered: z
    .object({
      algorithm: z.string(),
      fingerprint: z.string(),
      firstSeenAt: timeSchema,
      lastSeenAt: timeSchema,
    })
    .nullable()
    .describe('A key that was refused and waits for a person'),
  device: z
    .object({ id: z.string(), name: z.string(), country: z.string() })
    .nullable()
    .describe('What the inventory has at this endpoint'),
  jumpHost: z.object({ id: z.string(), name: z.string() }).nullable(),
});
const hostKeyPageSchema = pageOf(hostKeySchema).extend({
  policy: z.enum(['first_use', 'strict']).describe('What happens with a key that is not known yet'),
});
/** Which key it was about. */
const droppedSchema = z.object({ endpoint: z.string(), fingerprint: z.string() });

/** `address:port` in canonical spelling, as the list gives it. */
const endpoint = textSchema(300);
/** SHA-256 as OpenSSH prints it: 32 bytes are 43 characters of unpadded base64 (RFC 4648). */
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected SHA256: and 43 characters of base64');

export const hostKeyRouter = router({
  list: viewerProcedure(
    'Host keys by endpoint: pinned, and refused ones that wait for an admin (pending: true lists only these).',
    'GET /host-keys',
  )
    .input(
      z.strictObject({ pending: z.boolean().optional(), search: searchSchema.optional(), ...pageShape }).optional(),
    )
    .output(answer(hostKeyPageSchema))
    .query(async ({ ctx, input }) => {
      const { hostKeys } = ctx.services;
      return { ...(await hostKeys.list(input ?? {})), policy: hostKeys.policy };
    }),

  accept: adminProcedure(
    'Pins the waiting key of an endpoint. Refused where it is no longer the one that was seen.',
    'POST /host-keys/accept',
  )
    .input(z.strictObject({ endpoint, fingerprint }))
    .output(answer(droppedSchema.extend({ replaced: z.string().nullable() })))
    .mutation(async ({ ctx, input }) => {
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

  reject: adminProcedure(
    'Drops the waiting key of an endpoint. What is pinned stays; shown again, it waits again.',
    'POST /host-keys/reject',
  )
    .input(z.strictObject({ endpoint }))
    .output(answer(droppedSchema))
    .mutation(async ({ ctx, input }) => {
      const rejected = await ctx.services.hostKeys.reject(input.endpoint);
      if (rejected === null) throw notFound(`A waiting host key of ${input.endpoint}`);
      ctx.note(input.endpoint, { fingerprint: rejected });
      return { endpoint: input.endpoint, fingerprint: rejected };
    }),

  forget: adminProcedure(
    'Drops all keys of an endpoint, as after its router was replaced: the next is a first one.',
    'POST /host-keys/forget',
  )
    .input(z.strictObject({ endpoint }))
    .output(answer(droppedSchema))
    .mutation(async ({ ctx, input }) => {
      const forgotten = await ctx.services.hostKeys.forget(input.endpoint);
      if (forgotten === null) throw notFound(`A pinned host key of ${input.endpoint}`);
      ctx.note(input.endpoint, { fingerprint: forgotten });
      return { endpoint: input.endpoint, fingerprint: forgotten };
    }),
});
