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
