import type { EventBody } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import { MAX_RETRIES } from '@/domain/job-options';
import { type Reason, reasonText } from '@/domain/reason';

/**
 * Growing, and never under a second: a router that is short of VTY lines needs time to free one, and one that takes a
 * connection a second (IOS XR's `ssh server rate-limit`) must have seen two go by.
 */
const WAITS_MS = [2_000, 5_000] as const;

/** What one try of a device has sent so far. */
export interface Try {
  /** The first command was begun. */
  begun: boolean;
  /** A changing line may have left. */
  changed: boolean;
}

/** Failures from which a router may recover by itself, while its first command was not sent. */
function worthRetrying(failure: Failure): boolean {
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

/** Failures in the middle of read-only work after which the whole of it may be asked again. */
const worthAskingAgain = (failure: Failure): boolean =>
  failure.kind === 'connection_lost' || (failure.kind === 'timeout' && failure.phase === 'command');

/**
 * Milliseconds until a device that failed like this is tried anew; null: it has failed. Never where a changing line may
 * have left (law 4). `allowed` is the job's own number of retries; a router that says it is busy is asked again in any
 * job.
 */
export function retryInMs(failure: Failure, sent: Try, retries: number, allowed: number): number | null {
  if (sent.changed || retries >= (failure.kind === 'busy' ? MAX_RETRIES : allowed)) return null;
  const worth = sent.begun ? worthAskingAgain(failure) : worthRetrying(failure);
  return worth ? WAITS_MS[Math.min(retries, WAITS_MS.length - 1)]! : null;
}

/** Puts a device back among those that wait. `notBefore` in milliseconds since the epoch; null: at once. */
export function requeued(deviceId: string, reason: Reason, retries: number, notBefore: number | null): EventBody {
  const at = notBefore === null ? null : new Date(notBefore).toISOString();
  return {
    type: 'device.updated',
    deviceId,
    phase: null,
    requeued: { reason: reasonText(reason), retries, notBefore: at },
  };
}
