import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';

/** `selected`: as chosen. `spread`: neighbours in the order are of different countries as far as possible. */
export const ORDERS = ['selected', 'spread'] as const;
export type Order = (typeof ORDERS)[number];

/** Who gets a free session place first, between jobs. Ordered from last to first. */
export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const MAX_RETRIES = 2;

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
});
export type StopRules = DeepReadonly<z.infer<typeof stopRulesSchema>>;

export const STOP_RULES = [
  'failedDevices',
  'failedPercent',
  'failuresInRow',
  'commandRefusals',
] as const satisfies readonly (keyof StopRules)[];
export type StopRule = (typeof STOP_RULES)[number];

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
