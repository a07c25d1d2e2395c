import { z } from 'zod';

/** The clock that ran out. Order is the order in which a session meets them. */
export const TIMEOUT_PHASES = ['connect', 'handshake', 'auth', 'prompt', 'command', 'total'] as const;
export type TimeoutPhase = (typeof TIMEOUT_PHASES)[number];

/** Set where the failure is a bastion's and not the device's own: the name of the jump host. */
const hop = { jumpHost: z.string().optional() };

/**
 * Why a device or a command failed. Closed: every consumer switches over `kind` and ends in `never`.
 * Carries data, never advice (advice is the page's) and never a secret.
 */
export const failureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unreachable'), detail: z.string(), ...hop }),
  z.object({ kind: z.literal('refused'), ...hop }),
  z.object({ kind: z.literal('busy'), detail: z.string(), ...hop }),
  z.object({ kind: z.literal('timeout'), phase: z.enum(TIMEOUT_PHASES), ms: z.number().int().nonnegative(), ...hop }),
  z.object({ kind: z.literal('auth_failed'), detail: z.string(), ...hop }),
  z.object({ kind: z.literal('host_key_unknown'), fingerprint: z.string(), ...hop }),
  z.object({ kind: z.literal('host_key_changed'), expected: z.string(), actual: z.string(), ...hop }),
  z.object({ kind: z.literal('algorithm_mismatch'), detail: z.string(), ...hop }),
  z.object({ kind: z.literal('connection_lost'), detail: z.string(), ...hop }),
  z.object({ kind: z.literal('unexpected_prompt'), text: z.string() }),
  z.object({ kind: z.literal('command_rejected'), message: z.string() }),
  z.object({ kind: z.literal('output_too_large'), limitBytes: z.number().int() }),
  z.object({ kind: z.literal('device_locked') }),
  z.object({ kind: z.literal('target_not_allowed'), address: z.string(), ...hop }),
  z.object({ kind: z.literal('internal'), detail: z.string(), ...hop }),
]);

export type Failure = z.infer<typeof failureSchema>;
export type FailureKind = Failure['kind'];
export const FAILURE_KINDS = failureSchema.options.map((option) => option.shape.kind.value) as FailureKind[];

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
