import { z } from 'zod';

/** Durations in milliseconds: half of such jobs end within `p50`, nine of ten within `p90`. */
export const estimateSchema = z.object({
  p50: z.number(),
  p90: z.number(),
  basis: z
    .enum(['run', 'history', 'assumed'])
    .describe(
      "run: from this run's own devices. history: from earlier runs of these commands. assumed: there were none",
    ),
});
export type Estimate = Readonly<z.infer<typeof estimateSchema>>;
