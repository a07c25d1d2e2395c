import { z } from 'zod';
import { failureSchema } from './failure-schema';
import { DEVICE_RUN_STATES, JOB_OUTCOMES, JOB_STATES } from './job';

/** What a device is doing before its first command. */
export const CONNECT_PHASES = ['connecting', 'handshake', 'authenticating', 'preparing'] as const;
export type ConnectPhase = (typeof CONNECT_PHASES)[number];

const count = z.number().int().nonnegative();

/** Devices by state; the classes add up to `total` at every event. */
export const countsSchema = z.object({
  total: count,
  ...(Object.fromEntries(DEVICE_RUN_STATES.map((state) => [state, count])) as Record<
    (typeof DEVICE_RUN_STATES)[number],
    typeof count
  >),
});
export type Counts = z.infer<typeof countsSchema>;

const deviceId = z.string();
const index = count;
const durationMs = count;
/** Null where the portal itself stopped meanwhile: nobody knows. */
const durationMsOrNull = count.nullable();
const command = z.string();
/** Bytes that the router answered, before any cap. */
const bytes = count;

const body = [
  z.object({
    type: z.literal('job.state_changed'),
    from: z.enum(JOB_STATES),
    to: z.enum(JOB_STATES),
    reason: z.string().nullable(),
    by: z.string().nullable(),
  }),
  /** What a job's record keeps beside its state; each field alone or with others. */
  z.object({
    type: z.literal('job.updated'),
    /** A person asked for the end after this batch. */
    stopAfterBatch: z.object({ by: z.string() }).optional(),
    /** No further login with this credential in this job. */
    suspended: z.object({ credentialId: z.string(), failedLogins: count }).optional(),
    /** When the rate limit lets the next devices start; null: now. Repeated now and then while the wait is long. */
    nextStartAt: z.string().nullable().optional(),
    canary: z.enum(['passed', 'failed']).optional(),
  }),
  z.object({ type: z.literal('job.progress'), percent: z.number().int().min(0).max(100), counts: countsSchema }),
  z.object({ type: z.literal('job.completed'), outcome: z.enum(JOB_OUTCOMES), counts: countsSchema }),
  z.object({ type: z.literal('job.failed'), reason: z.string(), counts: countsSchema }),
  z.object({
    type: z.literal('job.canceled'),
    by: z.string().nullable(),
    counts: countsSchema,
    reason: z.string().optional(),
  }),
  z.object({ type: z.literal('batch.started'), batch: z.number().int().positive(), size: count }),
  z.object({ type: z.literal('batch.completed'), batch: z.number().int().positive() }),
  z.object({ type: z.literal('device.started'), deviceId }),
  z.object({
    type: z.literal('device.updated'),
    deviceId,
    phase: z.enum(CONNECT_PHASES).nullable(),
    /** Back among those that wait: its run starts anew. Never after a changing line was sent. */
    requeued: z
      .object({
        reason: z.string(),
        /** Automatic retries so far, this one counted; a restart of the portal is none. */
        retries: count,
        /** ISO 8601; null: as soon as there is a place. */
        notBefore: z.string().nullable(),
      })
      .optional(),
    /** In frames only, in place of output: bytes that the command in work was answered in that stretch. */
    received: bytes.optional(),
  }),
  z.object({ type: z.literal('device.completed'), deviceId, durationMs }),
  z.object({ type: z.literal('device.failed'), deviceId, failure: failureSchema, durationMs: durationMsOrNull }),
  z.object({ type: z.literal('device.skipped'), deviceId, reason: z.string() }),
  z.object({ type: z.literal('device.canceled'), deviceId, durationMs }),
  z.object({ type: z.literal('device.unknown'), deviceId, failure: failureSchema, durationMs: durationMsOrNull }),
  z.object({ type: z.literal('command.started'), deviceId, index, command }),
  z.object({
    type: z.literal('command.output'),
    deviceId,
    index,
    /** What the router sent between the echo and the next prompt, unchanged; text where it is valid UTF-8. */
    chunk: z.string(),
    encoding: z.enum(['utf8', 'base64']),
  }),
  z.object({ type: z.literal('command.completed'), deviceId, index, durationMs, bytes, truncated: z.boolean() }),
  z.object({
    type: z.literal('command.failed'),
    deviceId,
    index,
    failure: failureSchema,
    durationMs: durationMsOrNull,
    bytes,
    truncated: z.boolean(),
    /** True where a changing line was sent and its answer never came: nobody knows whether it took effect. */
    unknown: z.boolean(),
  }),
] as const;

/** What happened, before the log gives it a place: made by `run-device` and the scheduler. */
export const eventBodySchema = z.discriminatedUnion('type', body);
export type EventBody = z.infer<typeof eventBodySchema>;

const envelopeSchema = z.object({
  /** 1, 2, 3 … within its job, without a gap. */
  seq: z.number().int().positive(),
  jobId: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
});

/** An event in its place in the log of its job. */
export const jobEventSchema = envelopeSchema.and(eventBodySchema);
export type JobEvent = z.infer<typeof envelopeSchema> & EventBody;
export type JobEventType = EventBody['type'];
export const JOB_EVENT_TYPES = body.map((schema) => schema.shape.type.value) as JobEventType[];
