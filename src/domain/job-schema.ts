import { z } from 'zod';
import { COMMAND_KINDS } from './command-kind';
import type { DeepReadonly } from './deep-readonly';
import { PLATFORM_IDS } from './device';

export const plannedCommandSchema = z.object({
  line: z
    .string()
    .describe('As it was asked for: a line that is sent as it is, or "@" and the id of a catalogue command'),
  kind: z.enum(COMMAND_KINDS),
  lines: z
    .partialRecord(z.enum(PLATFORM_IDS), z.string())
    .nullable()
    .describe("Of a catalogue command each platform's own line, frozen with the plan; null: `line` itself is sent"),
});
export type PlannedCommand = DeepReadonly<z.infer<typeof plannedCommandSchema>>;
