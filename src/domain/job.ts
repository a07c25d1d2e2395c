import type { DevicePlatform, Link, PlatformId } from './device';
import type { JobOptions } from './job-options-schema';
import type { JobOrigin } from './job-origin';
import type { PlannedCommand } from './job-schema';

export const JOB_STATES = [
  'pending',
  'running',
  'pausing',
  'paused',
  'completing',
  'completed',
  'canceling',
  'canceled',
  'failed',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** How a completed job ended: every device completed, some did, none did. */
export const JOB_OUTCOMES = ['ok', 'partial', 'failed'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

export const DEVICE_RUN_STATES = [
  'pending',
  'running',
  'completed',
  'failed',
  'skipped',
  'canceled',
  'unknown',
] as const;
export type DeviceRunState = (typeof DEVICE_RUN_STATES)[number];

export const COMMAND_RUN_STATES = ['pending', 'running', 'completed', 'failed', 'skipped', 'unknown'] as const;
export type CommandRunState = (typeof COMMAND_RUN_STATES)[number];

export const BATCH_STATES = ['pending', 'running', 'completed'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const STRATEGIES = ['batch', 'rolling'] as const;
/** `batch`: the next batch starts after the last device of this one. `rolling`: a free place is filled at once. */
export type Strategy = (typeof STRATEGIES)[number];

export const JOB_TRANSITIONS = {
  pending: ['running', 'paused', 'canceling', 'failed'],
  // Straight to paused: nobody was at work, as after a canary or a long outage.
  running: ['pausing', 'paused', 'completing', 'canceling', 'failed'],
  pausing: ['paused', 'running', 'completing', 'canceling', 'failed'],
  paused: ['running', 'completing', 'canceling', 'failed'],
  // Canceling: a job that a stop rule ends still waits for its running devices.
  completing: ['completed', 'canceling', 'failed'],
  completed: [],
  canceling: ['canceled', 'failed'],
  canceled: [],
  failed: [],
} as const satisfies Record<JobState, readonly JobState[]>;

export const DEVICE_RUN_TRANSITIONS = {
  pending: ['running', 'skipped', 'canceled', 'failed'],
  // Pending: requeued, before a changing line was sent. Skipped: its login was withheld.
  running: ['completed', 'failed', 'canceled', 'unknown', 'pending', 'skipped'],
  completed: [],
  failed: [],
  skipped: [],
  canceled: [],
  unknown: [],
} as const satisfies Record<DeviceRunState, readonly DeviceRunState[]>;

/** Whether a job may go from one state to another; the only rule the engine asks before it appends a change. */
export function canTransition(from: JobState, to: JobState): boolean {
  return (JOB_TRANSITIONS[from] as readonly JobState[]).includes(to);
}

export function canRunTransition(from: DeviceRunState, to: DeviceRunState): boolean {
  return (DEVICE_RUN_TRANSITIONS[from] as readonly DeviceRunState[]).includes(to);
}

export const FINAL_JOB_STATES = JOB_STATES.filter((state) => JOB_TRANSITIONS[state].length === 0);
export const isFinalJobState = (state: JobState): boolean => JOB_TRANSITIONS[state].length === 0;
export const isFinalRunState = (state: DeviceRunState): boolean => DEVICE_RUN_TRANSITIONS[state].length === 0;

/** What a router of this platform is sent, exactly; null: the command does not exist there. */
export const lineFor = ({ line, lines }: PlannedCommand, platform: PlatformId): string | null =>
  lines === null ? line : (lines[platform] ?? null);

/** What jobs are grouped by, besides country and platform. */
export interface DevicePlace {
  readonly site: string | null;
  /** OSPF area, in dotted decimal. */
  readonly area: string | null;
}

/** A device as it was when the job was made: later edits of the inventory do not reach a running job. */
export interface PlannedDevice extends Link {
  readonly deviceId: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly credentialId: string;
  /** Null where the job is older than these. */
  readonly place: DevicePlace | null;
  /** 1-based number of its batch. */
  readonly batch: number;
}

/** All that a job will do, fixed when it is made. `devices` stand in the order in which they start. */
export interface JobPlan {
  readonly jobId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Who started it, as shown to people (an account's email or a token's name). */
  readonly createdBy: string;
  readonly idempotencyKey: string | null;
  readonly retryOf: string | null;
  readonly origin: JobOrigin;
  readonly commands: readonly PlannedCommand[];
  readonly devices: readonly PlannedDevice[];
  /** Devices per batch; 0 is all at once. Also the most sessions that this job may hold. */
  readonly batchSize: number;
  readonly strategy: Strategy;
  /** Null is no limit. */
  readonly devicesPerHour: number | null;
  readonly options: JobOptions;
}
