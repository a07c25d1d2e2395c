import { z } from 'zod';
import { plannedCommandViewSchema } from '@/domain/command';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { estimateSchema } from '@/domain/estimate-schema';
import { CONNECT_PHASES, countsSchema } from '@/domain/event-schema';
import { failureSchema } from '@/domain/failure-schema';
import {
  BATCH_STATES,
  COMMAND_RUN_STATES,
  DEVICE_RUN_STATES,
  JOB_OUTCOMES,
  JOB_STATES,
  type JobPlan,
  STRATEGIES,
} from '@/domain/job';
import { type JobHead, headOf as newHead } from '@/domain/job-frame';
import { jobOptionsSchema } from '@/domain/job-options-schema';
import { jobOriginSchema } from '@/domain/job-origin';
import { jobRecordSchema } from '@/domain/job-record-schema';
import { LIMITS } from '@/domain/job-speed';
import { platformLinesSchema } from '@/domain/platform-lines';
import { stopRuleValueSchema } from '@/domain/stop-rule-schema';
import { type Answer, countSchema, timeSchema } from './answer';

const durationMs = countSchema;
const index = countSchema;

/** domain/job-frame.JobHead. */
const jobHeadSchema = z.object({
  jobId: z.string(),
  title: z.string(),
  createdAt: timeSchema,
  createdBy: z.string(),
  retryOf: z.string().nullable(),
  origin: jobOriginSchema,
  commands: z.array(plannedCommandViewSchema),
  lines: z
    .array(platformLinesSchema)
    .describe('For each platform of its devices, the exact line of each command; most devices first'),
  batchSize: countSchema,
  strategy: z.enum(STRATEGIES),
  devicesPerHour: z.number().nullable().describe('Null is no limit'),
  options: jobOptionsSchema,
  totalDevices: countSchema,
  totalBatches: countSchema,
});

const limitedBySchema = z
  .enum(LIMITS)
  .describe(
    'What the speed hangs on: the rate limit, a few slow devices at the end of a batch or job, or the number of places',
  );

const runningDeviceSchema = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  country: z.string(),
  batch: countSchema,
  phase: z.enum(CONNECT_PHASES).nullable(),
  commandIndex: index.describe('"Command 3/5" is 3 and 5; 0 before the first'),
  commandTotal: countSchema,
  command: z.string().nullable(),
  startedAt: timeSchema.nullable(),
  commandStartedAt: timeSchema.nullable(),
});
export type RunningDevice = Answer<typeof runningDeviceSchema>;

const record = jobRecordSchema.shape;

/** Answer of `jobs.get`. */
export const jobSchema = jobHeadSchema.extend({
  state: z.enum(JOB_STATES),
  outcome: z.enum(JOB_OUTCOMES).nullable(),
  stateReason: z.string().nullable(),
  counts: countsSchema,
  percent: countSchema.describe('Whole percent of devices that have ended'),
  countries: z.array(z.object({ country: z.string() }).extend(countsSchema.shape)),
  batches: z.array(
    z.object({
      index,
      size: countSchema,
      state: z.enum(BATCH_STATES),
      counts: countsSchema,
      startedAt: timeSchema.nullable(),
      endedAt: timeSchema.nullable(),
    }),
  ),
  running: z.array(runningDeviceSchema).describe('Longest-running first'),
  eta: timeSchema
    .nullable()
    .describe('When it will probably end (the middle estimate); null when it has ended or stands still'),
  remainingMs: estimateSchema.nullable(),
  etaRange: z.object({ p50: timeSchema, p90: timeSchema }).nullable().describe('The same as points in time'),
  elapsedMs: durationMs.nullable().describe('From start to now or to the end; null before the start'),
  devicesPerMinute: z
    .number()
    .describe('Devices that ended in the last minute (in the time since the start where that is shorter)'),
  limitedBy: limitedBySchema.nullable(),
  successRate: z
    .number()
    .nullable()
    .describe('Completed among those that ran to an end of their own, 0 to 1; null before the first'),
  usualMs: z
    .object({ from: durationMs, to: durationMs })
    .nullable()
    .describe(
      'Half of the completed jobs of these commands, this pace and about this size took between these; null for too few',
    ),
  nextStartAt: record.nextStartAt,
  stopRules: z.array(stopRuleValueSchema).describe('Every stop rule of the job, with its value and its limit'),
  credentialGuard: z
    .object({ limit: countSchema, suspended: record.suspended })
    .describe('At `limit` failed logins a credential is suspended in its job; its waiting devices are skipped'),
  stopAfterBatch: record.stopAfterBatch,
  canary: record.canary,
  controls: record.controls,
  warnings: z.array(z.object({ code: z.literal('credential_suspect'), message: z.string() })),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  seq: countSchema.describe('The last event that is in here'),
});
export type JobView = Answer<typeof jobSchema>;

/** Answer of `jobs.forecast`. */
export const jobForecastSchema = jobSchema.pick({
  remainingMs: true,
  devicesPerMinute: true,
  limitedBy: true,
  usualMs: true,
});
export type JobForecast = Answer<typeof jobForecastSchema>;

/** How long something usually takes, in milliseconds: half of the devices at most `p50`. */
const usualMsSchema = z.object({ samples: countSchema, p50: z.number(), p95: z.number() });
export type UsualMs = Answer<typeof usualMsSchema>;

/** How long one command of a job usually takes, over all platforms and on each (as planned) that completed it. */
export const commandTimeSchema = usualMsSchema.extend({
  index: index.describe('0-based, in the plan'),
  platforms: z.array(usualMsSchema.extend({ platform: z.enum(DEVICE_PLATFORMS) })),
});
export type CommandTime = Answer<typeof commandTimeSchema>;

export const jobListItemSchema = jobSchema
  .pick({ jobId: true, title: true, state: true, outcome: true, stateReason: true, createdAt: true, createdBy: true })
  .extend(
    jobSchema.pick({
      startedAt: true,
      endedAt: true,
      counts: true,
      percent: true,
      totalDevices: true,
      totalBatches: true,
      batchSize: true,
      strategy: true,
    }).shape,
  );
export type JobListItem = Answer<typeof jobListItemSchema>;

/** A device of a job, as planned and as far as it has come. */
export const runSchema = runningDeviceSchema.extend({
  platform: z.enum(DEVICE_PLATFORMS),
  address: z.string(),
  port: z.number().int(),
  state: z.enum(DEVICE_RUN_STATES),
  commandsCompleted: countSchema,
  commandsFailed: countSchema,
  failure: failureSchema.nullable(),
  reason: z.string().nullable().describe('Why it was skipped, or waits for another try'),
  retries: countSchema.describe('Automatic retries so far'),
  endedAt: timeSchema.nullable(),
  durationMs: durationMs.nullable(),
});
export type RunItem = Answer<typeof runSchema>;

/** Answer of `jobs.output`. */
export const outputSchema = z.object({
  state: z.enum(DEVICE_RUN_STATES),
  failure: failureSchema.nullable(),
  commands: z.array(
    z.object({
      index,
      command: z
        .string()
        .describe('The line that this device was or will be sent; the reference where it has none, or not yet'),
      state: z.enum(COMMAND_RUN_STATES),
      output: z.string().describe('Made safe to show'),
      bytes: countSchema,
      truncated: z.boolean(),
      durationMs: durationMs.nullable(),
      startedAt: timeSchema.nullable(),
      failure: failureSchema.nullable(),
    }),
  ),
});
export type OutputView = Answer<typeof outputSchema>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const heads = new WeakMap<JobPlan, JobHead>();

/** Made once for a plan, which never changes: whoever looks at a running job asks for it again and again. */
export function headOf(plan: JobPlan): JobHead {
  const known = heads.get(plan) ?? newHead(plan);
  heads.set(plan, known);
  return known;
}
