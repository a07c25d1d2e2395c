import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';

const CONTROL_ACTIONS = ['pause', 'resume', 'cancel', 'stop_after_batch'] as const;
export type ControlAction = (typeof CONTROL_ACTIONS)[number];

/** What a job remembers beside its state and its devices. Replaced, never changed in place. */
export const jobRecordSchema = z.object({
  controls: z
    .array(z.object({ action: z.enum(CONTROL_ACTIONS), by: z.string(), at: z.string() }))
    .describe('What people asked of it, oldest first, the last fifty'),
  stopAfterBatch: z.boolean(),
  suspended: z
    .array(z.object({ credentialId: z.string(), failedLogins: z.number().int(), at: z.string() }))
    .describe('Credentials that the guard took out of this job'),
  failuresInRow: z.number().int().describe('Devices that failed since the last one that completed'),
  commandRefusals: z.number().int(),
  nextStartAt: z
    .string()
    .nullable()
    .describe('When the rate limit lets the next devices start; null where it holds nobody back'),
  canary: z.enum(['passed', 'failed']).nullable().describe('Null while the canary runs, and where there is none'),
});
export type JobRecord = DeepReadonly<z.infer<typeof jobRecordSchema>>;
