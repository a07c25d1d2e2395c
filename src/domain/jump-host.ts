import { z } from 'zod';
import { ALGORITHM_PROFILES } from './device';
import { deviceFieldsSchema } from './device-schema';

const { name, address, port } = deviceFieldsSchema.shape;

const SESSIONS_TEXT = 'Expected a whole number from 1 to 1000';
/**
 * Channels through one bastion at one time unless its record says otherwise. OpenSSH has no bound on forwarded channels of
 * its own (its `MaxSessions` counts shells), but each is a TCP connection of that host.
 */
export const DEFAULT_JUMP_SESSIONS = 50;

/** The fields of a jump host, as people and other services send them. */
export const jumpHostFieldsSchema = z.object({
  name,
  address,
  port,
  algorithms: z.enum(ALGORITHM_PROFILES, `Expected one of: ${ALGORITHM_PROFILES.join(', ')}`).default('modern'),
  keepalive: z.boolean().default(true),
  maxSessions: z
    .number(SESSIONS_TEXT)
    .int(SESSIONS_TEXT)
    .min(1, SESSIONS_TEXT)
    .max(1_000, SESSIONS_TEXT)
    .default(DEFAULT_JUMP_SESSIONS),
});
export type JumpHostFields = z.infer<typeof jumpHostFieldsSchema>;
