import { initTRPC, TRPCError } from '@trpc/server';
import { roleIncludes } from '@/domain/role';
import type { Actor } from '../auth/actor';
import type { NewAudit } from '../db/audit-store';
import type { ApiContext, ProcedureRole } from './context';
import { errorShape, quoteAs } from './error-shape';
import type { CallEvent } from './request-event';

export interface ProcedureMeta {
  readonly role: ProcedureRole;
  /** What goes in and comes out, in one or two sentences. */
  readonly description: string;
  /** Where it stands under `/api/v1`, if it does; `{…}` are fields of its input. Such a procedure needs `.output(answer(…))`. */
  readonly rest?: RestPath | undefined;
}

export type RestPath = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

/** A stream over HTTP says at least this often that it is alive; who has not heard of it for longer opens it again. */
const STREAM_PING_MS = 5_000;
const STREAM_SILENCE_MS = 12_000;

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: errorShape,
    sse: {
      ping: { enabled: true, intervalMs: STREAM_PING_MS },
      client: { reconnectAfterInactivityMs: STREAM_SILENCE_MS },
    },
  });

export const router = t.router;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** What a mutation did, for the audit trail. Never a secret. */
export interface Trail {
  readonly note: (subject: string, detail?: JsonObject) => void;
}

/** Every call has an id, which its errors carry, and leaves its mark in the log. */
const traced = t.procedure.use(async ({ ctx, path, type, next }) => {
  const call = ctx.connection.beginCall(path, type);
  const result = await next({ ctx: { call } });
  if (!result.ok) quoteAs(result.error, call.requestId);
  // A subscription goes on from here: `untilClosed` ends it.
  if (!result.ok || type !== 'subscription') call.end(result.ok ? 'OK' : result.error.code);
  return result;
});

/**
 * Deny by default: without a role in its meta a procedure refuses everybody (and `checkRoles` refuses to start). Rights
 * are asked at every call, since a websocket may be older than a change of them.
 */
const authorised = traced.use(async ({ ctx, meta, next }) => {
  if (!meta) throw new TRPCError({ code: 'FORBIDDEN', message: 'This procedure states no role' });
  if (meta.role === 'public') return next({ ctx: { actor: null as Actor | null } });
  const actor = await ctx.whoAsks();
  if (!actor) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in, or send an API token' });
  if (!roleIncludes(actor.role, meta.role)) {
    throw new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${meta.role}; you have ${actor.role}` });
  }
  ctx.call.note({ actor: actor.name });
  return next({ ctx: { actor: actor as Actor | null } });
});

/** Every mutation that succeeded leaves an entry: who, what, on what. */
const audited = authorised.use(async ({ ctx, path, type, next }) => {
  if (type === 'mutation' && ctx.services.stopping()) {
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'The portal is about to restart: try again' });
  }
  let subject = '';
  let detail: JsonObject = {};
  const note: Trail['note'] = (about, more = {}) => {
    subject = about;
    detail = more;
    ctx.call.note({ subject });
  };
  const result = await next({ ctx: { note } });
  if (result.ok && type === 'mutation') {
    const actor = ctx.actor?.name ?? 'anonymous';
    await ctx.services.audit.record({ actor, action: path, subject, detail: detail as NewAudit['detail'] & object });
  }
  return result;
});

/** At most so many subscriptions a connection: each costs a cursor and a place in the socket's buffer. */
const bounded = audited.use(async ({ ctx, type, next }) => {
  if (type !== 'subscription') return next();
  if (!ctx.connection.openSubscription()) {
    throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many subscriptions on one connection' });
  }
  const result = await next();
  if (!result.ok) ctx.connection.closeSubscription();
  else result.data = untilClosed(result.data as AsyncIterable<unknown>, ctx);
  return result;
});

type Subscribed = Pick<ApiContext, 'connection' | 'services'> & { readonly call: CallEvent };

/** Frames at the pace at which the other side takes them; the place is given back at the end. */
async function* untilClosed(frames: AsyncIterable<unknown>, { connection, services, call }: Subscribed) {
  services.meter.subscriptions(1);
  try {
    for await (const frame of frames) {
      yield frame;
      await connection.drained();
    }
    call.end('OK');
  } finally {
    // Cut short by whoever listened, or by an error.
    call.end('CLOSED');
    connection.closeSubscription();
    services.meter.subscriptions(-1);
  }
}

/** Anybody, signed in or not. */
export const publicProcedure = (description: string) => bounded.meta({ role: 'public', description });

const withRole = (role: Actor['role'], description: string, rest?: RestPath) =>
  bounded.meta({ role, description, rest }).use(({ ctx, next }) => {
    if (!ctx.actor) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in, or send an API token' });
    return next({ ctx: { actor: ctx.actor } });
  });

/** With `rest` other services get it under `/api/v1` too. */
export const viewerProcedure = (description: string, rest?: RestPath) => withRole('viewer', description, rest);
export const operatorProcedure = (description: string, rest?: RestPath) => withRole('operator', description, rest);
export const adminProcedure = (description: string, rest?: RestPath) => withRole('admin', description, rest);

/** Every procedure with its role; throws where one states none. */
export function rolesOf(appRouter: { _def: { procedures: object } }): Map<string, ProcedureRole> {
  const procedures = appRouter._def.procedures as Record<string, { _def: { meta?: Partial<ProcedureMeta> } }>;
  return new Map(
    Object.entries(procedures).map(([path, procedure]) => {
      const { role, description } = procedure._def.meta ?? {};
      if (!role || !description) throw new Error(`${path} states no role or no description: give it one in its meta`);
      return [path, role];
    }),
  );
}
