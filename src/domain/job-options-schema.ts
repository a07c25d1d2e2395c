import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { ORDERS, PRIORITIES, type StopRule } from './job-options';

/** A first batch that must complete on every device before any other device is touched. */
const canarySchema = z.object({
  size: z
    .number()
    .int()
    .nullable()
    .describe('So many devices, the first of the order; null with perPlatformAndCountry'),
  perPlatformAndCountry: z.boolean().describe('One device of each platform in each country'),
  after: z.enum(['continue', 'wait']).describe('After it passed: go on, or stand `paused` until a person resumes'),
});
export type Canary = DeepReadonly<z.infer<typeof canarySchema>>;

/** Limits at which a job ends; reached, not exceeded. Null is no limit. A device in `unknown` counts as failed. */
const stopRulesSchema = z.object({
  failedDevices: z.number().nullable(),
  failedPercent: z.number().nullable().describe('Of all devices of the job'),
  failuresInRow: z.number().nullable().describe('One after the other, without a completed device between them'),
  commandRefusals: z.number().nullable().describe('Commands that routers refused'),
} satisfies Record<StopRule, z.ZodType>);
export type StopRules = DeepReadonly<z.infer<typeof stopRulesSchema>>;

/** How a job behaves beyond its devices, commands and pace; fixed when it is made. */
export const jobOptionsSchema = z.object({
  order: z.enum(ORDERS),
  priority: z.enum(PRIORITIES),
  deadlineMs: z.number().int().nullable().describe("Milliseconds from the job's start; null is none"),
  retries: z
    .number()
    .int()
    .describe('Automatic retries per device while no changing line may have left; busy devices always have two'),
  canary: canarySchema.nullable(),
  stopRules: stopRulesSchema,
});
export type JobOptions = DeepReadonly<z.infer<typeof jobOptionsSchema>>;

export const DEFAULT_OPTIONS: JobOptions = {
  order: 'selected',
  priority: 'normal',
  deadlineMs: null,
  retries: 0,
  canary: null,
  stopRules: { failedDevices: null, failedPercent: null, failuresInRow: null, commandRefusals: null },
};
