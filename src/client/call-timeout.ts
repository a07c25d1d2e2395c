import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '@/server/api/app-router';
import type { Portal } from './options';

/** Ends a call that has no answer after `timeoutMs`; its error names the call, and so does one that its signal ended. */
export function callTimeout({ origin, timeoutMs }: Portal): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const timer = setTimeout(() => {
          answer.unsubscribe();
          const doubt = op.type === 'mutation' ? '; what was asked for may have been done' : '';
          const error = new Error(`${op.path}: ${origin} did not answer within ${timeoutMs} ms (timeoutMs)${doubt}`);
          observer.error(TRPCClientError.from(error));
        }, timeoutMs);
        const answer = next(op).subscribe({
          ...observer,
          error: (error) => observer.error(op.signal?.aborted ? endedBySignal(op.path, op.signal, error) : error),
        });
        return () => {
          clearTimeout(timer);
          answer.unsubscribe();
        };
      });
}

function endedBySignal(path: string, { reason }: AbortSignal, cause: Error): TRPCClientError<AppRouter> {
  return new TRPCClientError(`${path}: ${reason instanceof Error ? reason.message : String(reason)}`, { cause });
}
