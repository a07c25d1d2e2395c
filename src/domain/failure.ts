import type { Failure, FailureKind } from './failure-schema';

/** Each kind once: one that is missing here, and a word that is none, does not compile. */
const KINDS: Record<FailureKind, true> = {
  unreachable: true,
  refused: true,
  busy: true,
  timeout: true,
  auth_failed: true,
  host_key_unknown: true,
  host_key_changed: true,
  algorithm_mismatch: true,
  connection_lost: true,
  unexpected_prompt: true,
  command_rejected: true,
  output_too_large: true,
  device_locked: true,
  target_not_allowed: true,
  internal: true,
};
export const FAILURE_KINDS = Object.keys(KINDS) as FailureKind[];

/** The jump host that failed; null where it was the device itself. */
export const failedJumpHost = (failure: Failure): string | null =>
  'jumpHost' in failure && failure.jumpHost !== undefined ? failure.jumpHost : null;

/** Whether a server's own words say more of it; they may hold whatever a server was sent. */
export const hasDetail = (failure: Failure): failure is Extract<Failure, { detail: string }> => 'detail' in failure;

/** `jump host b1: ` before what names none by itself; details do. */
function hopWords(failure: Failure): string {
  const jumpHost = failedJumpHost(failure);
  return jumpHost === null || hasDetail(failure) ? '' : `jump host ${jumpHost}: `;
}

/** One plain line for logs, terminals and tables; e.g. `timeout (connect, 10000 ms)`. */
export function describeFailure(failure: Failure): string {
  const kind = hopWords(failure) + failure.kind.replaceAll('_', ' ');
  if (hasDetail(failure)) return `${kind}: ${failure.detail}`;
  switch (failure.kind) {
    case 'timeout':
      return `${kind} (${failure.phase}, ${failure.ms} ms)`;
    case 'host_key_unknown':
      return `${kind}: ${failure.fingerprint}`;
    case 'host_key_changed':
      return `${kind}: pinned ${failure.expected}, offered ${failure.actual}`;
    case 'unexpected_prompt':
      return `${kind}: ${failure.text}`;
    case 'command_rejected':
      return `${kind}: ${failure.message}`;
    case 'output_too_large':
      return `${kind}: more than ${failure.limitBytes} bytes`;
    case 'target_not_allowed':
      return `${kind}: ${failure.address}`;
    case 'refused':
    case 'device_locked':
      return kind;
    default:
      return failure satisfies never;
  }
}
