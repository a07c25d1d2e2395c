import { isTRPCClientError, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '@/server/api/app-router';
import type { FieldError } from '@/server/api/errors';

/** What calls reject with. `message` is for people and names the field; it never holds the token. */
export interface AreaZeroError extends Error {
  /** What the portal says; absent where it could not be reached or did not answer as a portal does. */
  readonly data?: {
    /** tRPC's codes: `BAD_REQUEST`, `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `CONFLICT`, `TOO_MANY_REQUESTS` … */
    readonly code: string;
    readonly httpStatus: number;
    /** The procedure, e.g. `jobs.create`. */
    readonly path: string | null;
    /** What is wrong with the input, field by field. */
    readonly fields: readonly FieldError[] | null;
    /** Under which the portal's log has the cause of an internal error. */
    readonly reference: string | null;
  } | null;
}

export const isAreaZeroError = (error: unknown): error is AreaZeroError => isTRPCClientError<AppRouter>(error);

/** Whether the portal itself said so; a connection that broke did not. */
export const saidByPortal = (error: unknown): boolean => isAreaZeroError(error) && Boolean(error.data);

/** The portal asks whoever it does not know to sign in; a service is helped more by hearing of its token. */
export function tokenErrors(origin: string): TRPCLink<AppRouter> {
  const told = (error: TRPCClientError<AppRouter>) =>
    error.data?.code === 'UNAUTHORIZED' && error.shape
      ? new TRPCClientError<AppRouter>(`${origin} rejected the API token: it is unknown, expired or revoked`, {
          result: { error: error.shape },
          cause: error,
        })
      : error;
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => observer.error(told(error)),
          complete: () => observer.complete(),
        }),
      );
}
