import { z } from 'zod';
import { plannedCommandViewSchema } from '@/domain/command';
import { estimateSchema } from '@/domain/estimate-schema';
import { JOB_STATES, STRATEGIES } from '@/domain/job';
import { jobOptionsSchema } from '@/domain/job-options-schema';
import { namedOriginSchema } from '@/domain/job-origin';
import { platformLinesSchema } from '@/domain/platform-lines';
import { type Answer, countSchema } from './answer';

const planWarningSchema = z.object({
  code: z
    .enum([
      'changing_commands',
      'no_history',
      'all_at_once',
      'more_than_sessions',
      'not_on_platform',
      'same_line_everywhere',
    ])
    .describe(
      'not_on_platform: devices of a platform are not sent a command, since it does not exist there. same_line_everywhere: a typed line goes to several platforms as it is',
    ),
  message: z.string(),
});
export type PlanWarning = Answer<typeof planWarningSchema>;

/** Answer of `jobs.plan`. */
export const jobPlanSchema = z.object({
  planHash: z.string().describe('SHA-256, hexadecimal, of the frozen devices, commands and pace'),
  totalDevices: countSchema,
  totalBatches: countSchema,
  batchSize: countSchema,
  strategy: z.enum(STRATEGIES),
  devicesPerHour: z.number().nullable().describe('Null is no limit'),
  options: jobOptionsSchema,
  group: namedOriginSchema.nullable().describe('The saved group that the devices come from'),
  batches: z.array(z.object({ index: countSchema, size: countSchema })),
  countries: z.array(z.object({ country: z.string(), total: countSchema })).describe('Most devices first'),
  commands: z.array(plannedCommandViewSchema),
  lines: z
    .array(platformLinesSchema)
    .describe('For each platform of the selection, the exact line of each command; most devices first'),
  confirmDevices: countSchema.nullable().describe('What `confirmDevices` must be; null when no command is changing'),
  estimateMs: estimateSchema,
  earliestFinishMs: z
    .number()
    .describe('Milliseconds from start before which it cannot end: the rate limit and the fastest run seen'),
  warnings: z.array(planWarningSchema),
});
export type JobPlanView = Answer<typeof jobPlanSchema>;

/** Answer of `jobs.create` and `jobs.retry`. */
export const createdJobSchema = z.object({
  jobId: z.string(),
  state: z.enum(JOB_STATES),
  totalDevices: countSchema,
  batchSize: countSchema,
  totalBatches: countSchema,
});
export type CreatedJob = Answer<typeof createdJobSchema>;
