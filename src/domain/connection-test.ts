import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { PLATFORM_IDS } from './device';
import { failureSchema } from './failure-schema';

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

const stepReportSchema = z.object({
  step: z.enum(CONNECTION_STEPS),
  jumpHost: z.string().nullable().describe('The name of the jump host; null: the device itself'),
  ok: z.boolean(),
  durationMs: z.number().int(),
});
export type StepReport = DeepReadonly<z.infer<typeof stepReportSchema>>;

/** What a device of platform `auto` has shown of itself. Text of the router's, one line each. */
const platformEvidenceSchema = z.object({
  ident: z.string().describe('Software part of the SSH identification line (RFC 4253 §4.2)'),
  greeting: z.string().describe('The line before the prompt by which it was recognised, if any'),
  answer: z
    .string()
    .describe('The line by which it was recognised in the answer to a harmless command, where one was sent'),
  prompt: z.string(),
});
export type PlatformEvidence = DeepReadonly<z.infer<typeof platformEvidenceSchema>>;

/** How far a connection came. `failure` is null when every step went well; otherwise the last step is the one that failed. */
export const connectionReportSchema = z.object({
  failure: failureSchema.nullable(),
  steps: z.array(stepReportSchema).describe('The last one is the one that failed, where one did'),
  platform: z
    .enum(PLATFORM_IDS)
    .nullable()
    .describe('What the device is; null where it was not reached, and for jump hosts'),
  evidence: platformEvidenceSchema.nullable().describe('Null where the platform was given and not recognised'),
});
export type ConnectionReport = DeepReadonly<z.infer<typeof connectionReportSchema>>;
