import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { STOP_RULES } from './job-options';

/** One rule as it stands now. */
export const stopRuleValueSchema = z.object({
  rule: z.enum(STOP_RULES),
  value: z.number(),
  limit: z.number(),
  reached: z.boolean(),
});
export type StopRuleValue = DeepReadonly<z.infer<typeof stopRuleValueSchema>>;
