import type { Failure } from '@/domain/failure';

/** Growing, and never under a second: a router that is short of VTY lines needs time to free one. */
const WAITS_MS = [1_000, 3_000] as const;

/** Failures from which a router may recover by itself, when its first command was not sent yet. */
export function worthRetrying(failure: Failure): boolean {
  switch (failure.kind) {
    case 'unreachable':
    case 'refused':
    case 'busy':
    case 'connection_lost':
      return true;
    case 'timeout':
      return failure.phase === 'connect' || failure.phase === 'handshake' || failure.phase === 'prompt';
    default:
      return false;
  }
}

/** Milliseconds before the retry with this number, from 1. */
export const retryWaitMs = (retry: number): number => WAITS_MS[Math.min(retry, WAITS_MS.length) - 1]!;
