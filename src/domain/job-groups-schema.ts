import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';

/**
 * What the devices of a job can be grouped by, besides country and batch, which every device carries itself. Words stand
 * once and devices point at them: for ten thousand devices a few numbers instead of as many words.
 */
const groupColumnSchema = z.object({
  values: z.array(z.string()),
  of: z.array(z.number().int()).describe('By place in the plan an index into `values`; -1 where the device has none'),
});
export type GroupColumn = DeepReadonly<z.infer<typeof groupColumnSchema>>;

/** Answer of `jobs.groups`, as planned. A column is null where no device of the job has a value. */
export const jobGroupsSchema = z.object({
  platform: groupColumnSchema.nullable(),
  site: groupColumnSchema.nullable(),
  area: groupColumnSchema.nullable().describe("OSPF area, in dotted decimal; from the device's tags"),
});
export type JobGroups = DeepReadonly<z.infer<typeof jobGroupsSchema>>;
