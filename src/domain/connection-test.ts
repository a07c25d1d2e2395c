import type { PlatformId } from './device';
import type { Failure } from './failure';

/**
 * What a connection goes through, in this order, at each hop: jump hosts first, the device last. `wait`: for a free channel
 * of a jump host. `reuse`: a connection to it that others opened. `prompt` comes with the device only.
 */
export const CONNECTION_STEPS = [
  'wait',
  'reuse',
  'resolve',
  'connect',
  'handshake',
  'host_key',
  'login',
  'prompt',
] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

export interface StepReport {
  readonly step: ConnectionStep;
  /** The name of the jump host; null: the device itself. */
  readonly jumpHost: string | null;
  readonly ok: boolean;
  readonly durationMs: number;
}

/** What a device of platform `auto` has shown of itself. Text of the router's, one line each. */
export interface PlatformEvidence {
  /** Software part of the SSH identification line (RFC 4253 §4.2). */
  readonly ident: string;
  /** The line before the prompt by which it was recognised, if any. */
  readonly greeting: string;
  /** The line by which it was recognised in the answer to a harmless command, where one was sent. */
  readonly answer: string;
  readonly prompt: string;
}

/** How far a connection came. `failure` is null when every step went well; otherwise the last step is the one that failed. */
export interface ConnectionReport {
  readonly failure: Failure | null;
  readonly steps: readonly StepReport[];
  /** What the device is; null where it was not reached, and for jump hosts. */
  readonly platform: PlatformId | null;
  /** Null where the platform was given and not recognised. */
  readonly evidence: PlatformEvidence | null;
}
