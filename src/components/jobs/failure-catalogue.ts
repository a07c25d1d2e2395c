import { failedJumpHost } from '@/domain/failure';
import type { Failure, FailureKind, TimeoutPhase } from '@/domain/failure-schema';
import { formatBytes, formatDuration } from '@/domain/format';

export interface FailureView {
  /** What happened, two or three words for a table. */
  readonly label: string;
  /** What a person can do about it. */
  readonly advice: string;
}

export const FAILURE_VIEWS = {
  unreachable: {
    label: 'unreachable',
    advice: 'No route or no answer. Check the address, the link and any firewall between this server and the device.',
  },
  refused: {
    label: 'connection refused',
    advice: 'The device answers but not on this port. Check the port, and that SSH is enabled.',
  },
  busy: {
    label: 'busy',
    advice: 'All lines (VTY) are taken or logins are throttled. Try a smaller batch, or clear idle sessions.',
  },
  timeout: {
    label: 'timed out',
    advice: 'The device stopped answering within the time it had. Retry it; if it happens again, look at its load.',
  },
  auth_failed: {
    label: 'login refused',
    advice: 'User name, password or key was not accepted. Check the credential of this device before you retry.',
  },
  host_key_unknown: {
    label: 'host key unknown',
    advice:
      'Nothing was sent. Keys must be accepted beforehand: an admin compares the fingerprint with the device and accepts it.',
  },
  host_key_changed: {
    label: 'host key changed',
    advice:
      'Nothing was sent. Either the device was replaced or someone stands in between: compare the fingerprint on its console.',
  },
  algorithm_mismatch: {
    label: 'no common algorithm',
    advice:
      'The device offers only algorithms that are off here. Set “SSH algorithms” in its record to the profile that the detail names, or update it.',
  },
  connection_lost: {
    label: 'connection lost',
    advice: 'The session ended before the work did. Retry the device; look for a reload or an unstable link.',
  },
  unexpected_prompt: {
    label: 'unexpected question',
    advice: 'The device asked something and nobody answered for you. Run the command by hand to see what it wants.',
  },
  command_rejected: {
    label: 'command rejected',
    advice: 'The device did not accept the line. Check the spelling, the platform and the rights of the user.',
  },
  output_too_large: {
    label: 'output too large',
    advice: 'The answer passed the limit and was cut. Use a narrower command.',
  },
  device_locked: {
    label: 'in use by another job',
    advice: 'One session per device at a time. Retry when the other job is done.',
  },
  target_not_allowed: {
    label: 'address not allowed',
    advice: 'The address lies outside ALLOWED_TARGETS. Correct the device, or have the range added.',
  },
  internal: {
    label: 'internal error',
    advice: 'This is a fault of the portal, not of the device. The server log has the details.',
  },
} satisfies Record<FailureKind, FailureView>;

const PHASES = {
  connect: 'while connecting',
  handshake: 'in the SSH handshake',
  auth: 'at login',
  prompt: 'waiting for the prompt',
  command: 'in a command',
  total: 'over all',
} satisfies Record<TimeoutPhase, string>;

/** What happened to this device, with its data: `no answer within 10 s while connecting`. */
export function failureDetail(failure: Failure): string {
  const jumpHost = failedJumpHost(failure);
  // Where there is a detail, it names the jump host itself.
  return jumpHost === null || 'detail' in failure ? ownDetail(failure) : `jump host ${jumpHost}: ${ownDetail(failure)}`;
}

function ownDetail(failure: Failure): string {
  switch (failure.kind) {
    case 'timeout':
      return `no answer within ${formatDuration(failure.ms)} ${PHASES[failure.phase]}`;
    case 'unreachable':
    case 'busy':
    case 'auth_failed':
    case 'algorithm_mismatch':
    case 'connection_lost':
    case 'internal':
      return failure.detail;
    case 'host_key_unknown':
      return `offered ${failure.fingerprint}`;
    case 'host_key_changed':
      return `pinned ${failure.expected}, offered ${failure.actual}`;
    case 'unexpected_prompt':
      return failure.text;
    case 'command_rejected':
      return failure.message;
    case 'output_too_large':
      return `more than ${formatBytes(failure.limitBytes)}`;
    case 'target_not_allowed':
      return failure.address;
    case 'refused':
      return failure.jumpHost ? 'it answers, but not on this port' : 'the device answers, but not on this port';
    case 'device_locked':
      return 'another job holds its session';
    default:
      return failure satisfies never;
  }
}

export interface FailureLink {
  readonly href: string;
  readonly label: string;
}

/** Where a person can do something about it; null where that is not on a page of this portal. */
export function failureLink(kind: FailureKind, deviceName?: string): FailureLink | null {
  if (kind !== 'host_key_unknown' && kind !== 'host_key_changed') return null;
  const query = deviceName === undefined ? '' : `?q=${encodeURIComponent(deviceName)}`;
  return { href: `/host-keys${query}`, label: deviceName === undefined ? 'Keys that wait' : 'Compare the keys' };
}

/** For a table cell; `failureDetail` goes beside it. */
export function failureLabel(failure: Failure): string {
  const { label } = FAILURE_VIEWS[failure.kind];
  return failedJumpHost(failure) === null ? label : `jump host: ${label}`;
}
