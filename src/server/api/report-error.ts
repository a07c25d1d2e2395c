import type { TRPCError } from '@trpc/server';
import type { Log } from '../engine/ports';
import { referenceOf } from './error-shape';

interface Failed {
  readonly error: TRPCError;
  readonly path: string | undefined;
  readonly type: string;
  readonly via: 'http' | 'rest' | 'websocket';
}

/** Only surprises are worth a line of their own, with the cause and the id that the caller was given. */
export function reportError(log: Log, { error, path, type, via }: Failed): void {
  if (error.code !== 'INTERNAL_SERVER_ERROR' || isBrokenFrame(error.cause)) return;
  const requestId = referenceOf(error);
  log.error({ requestId, path, type, via, err: error.cause ?? error }, 'A call failed');
}

/** Bytes of a client that are no websocket frame (`ws`: WS_ERR_…): its connection is closed, and nothing is wrong here. */
const isBrokenFrame = (cause: Error | undefined): boolean =>
  String((cause as NodeJS.ErrnoException | undefined)?.code).startsWith('WS_ERR_');
