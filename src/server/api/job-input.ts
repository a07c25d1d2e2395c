import { z } from 'zod';
import { commandEntrySchema, MAX_COMMANDS } from '@/domain/command';
import { deviceFilterSchema } from '@/domain/device-schema';
import { STRATEGIES } from '@/domain/job';
import { idSchema, textSchema } from './input';
import { jobOptionsShape } from './job-options-input';

/** More than any inventory here; keeps one request's work bounded. */
export const MAX_JOB_DEVICES = 20_000;
export const DEFAULT_BATCH_SIZE = 10;

/** As a filter of the device list, or `{ all: true }`: an empty filter never means every device by accident. */
export const jobFilterSchema = deviceFilterSchema
  .extend({ all: z.literal(true, 'expected true, or leave it out').optional() })
  .refine(
    ({ all, ...fields }) => all || Object.values(fields).some((value) => value !== undefined && value !== ''),
    'expected at least one of search, country, countries, platform, tag, or all: true',
  )
  .refine(
    ({ all, ...fields }) => !all || Object.values(fields).every((value) => value === undefined),
    'expected either all: true or other fields, not both',
  );

export const batchSizeText = (max: number) => `expected a whole number from 1 to ${max}, or 0 for all at once`;

const devicesPerHourText = 'expected a number above 0 and up to 1000000, or leave it out for no limit';

export const MAX_TITLE = 120;

/** Null and absent are no limit. */
export const devicesPerHourSchema = z
  .number(devicesPerHourText)
  .gt(0, devicesPerHourText)
  .max(1_000_000, devicesPerHourText)
  .nullish();

/** What a job is, without what belongs to one start of it; also what a template keeps. See `checkSelection`. */
export const jobOrderShape = {
  /** Of a job made from a template its placeholders are filled in (domain/job-template). */
  title: textSchema(MAX_TITLE).optional(),
  /** In the order in which they shall start. */
  deviceIds: z
    .array(idSchema)
    .min(1, 'expected at least one device')
    .max(MAX_JOB_DEVICES, `expected at most ${MAX_JOB_DEVICES} devices`)
    .optional(),
  /** The devices of a saved group as they are when the job is made, by name; `filter` narrows them. */
  groupId: idSchema.optional(),
  filter: jobFilterSchema.optional(),
  /** In order: lines that are sent as they are, and `@` with the id of a catalogue command for each platform's own line. */
  commands: z
    .array(commandEntrySchema)
    .min(1, 'expected at least one command')
    .max(MAX_COMMANDS, `expected at most ${MAX_COMMANDS} commands`),
  /** 1 to `MAX_BATCH_SIZE` (the server knows it), or 0 for all at once. */
  batchSize: z.number('expected a whole number').default(DEFAULT_BATCH_SIZE),
  devicesPerHour: devicesPerHourSchema.transform((value) => value ?? null).pipe(z.number().nullable()),
  strategy: z.enum(STRATEGIES).default('batch'),
  ...jobOptionsShape,
};

/** What belongs to one start of a job, whoever keeps the rest. */
export const jobCallShape = {
  /** Of the plan that was looked at: when the devices or commands are others by now, nothing starts. */
  planHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected the planHash that jobs.plan gave')
    .optional(),
  /** Of the caller's own choice: the same key gives the same job, however often it is sent. */
  idempotencyKey: textSchema(128).optional(),
  /** How many devices the caller means to change; required when a command is changing. */
  confirmDevices: z.number().int().min(0).optional(),
};

/** Input of `jobs.plan` and `jobs.create`. */
export const jobInputSchema = z.strictObject({
  ...jobOrderShape,
  /** The template that this was made from: the job remembers it, nothing else is taken from it. */
  templateId: idSchema.optional(),
  ...jobCallShape,
});
export type JobInput = z.infer<typeof jobInputSchema>;
