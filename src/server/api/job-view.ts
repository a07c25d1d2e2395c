import type { CommandKind } from '@/domain/command';
import type { ConnectPhase, Counts, JobEvent } from '@/domain/event';
import type { Failure } from '@/domain/failure';
import type {
  BatchState,
  CommandRunState,
  DeviceRunState,
  JobOutcome,
  JobPlan,
  JobState,
  PlannedCommand,
  Strategy,
} from '@/domain/job';
import type { JobProgress } from '@/domain/progress';

/** Durations in milliseconds: half of such jobs end within `p50`, nine of ten within `p90`. */
export interface Estimate {
  readonly p50: number;
  readonly p90: number;
  /** `history`: from earlier runs of these commands. `assumed`: there were none. */
  readonly basis: 'history' | 'assumed';
}

export interface PlanWarning {
  readonly code: 'changing_commands' | 'no_history' | 'all_at_once' | 'more_than_sessions';
  readonly message: string;
}

/** Answer of `jobs.plan`. */
export interface JobPlanView {
  /** SHA-256, hexadecimal, of the frozen devices, commands and pace. */
  readonly planHash: string;
  readonly totalDevices: number;
  readonly totalBatches: number;
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly devicesPerHour: number | null;
  readonly batches: readonly { readonly index: number; readonly size: number }[];
  /** Most devices first. */
  readonly countries: readonly { readonly country: string; readonly total: number }[];
  readonly commands: readonly { readonly line: string; readonly kind: CommandKind }[];
  /** What `confirmDevices` must be; null when no command is changing. */
  readonly confirmDevices: number | null;
  readonly estimateMs: Estimate;
  /** Milliseconds from start before which it cannot end: the rate limit and the fastest run seen. */
  readonly earliestFinishMs: number;
  readonly warnings: readonly PlanWarning[];
}

/** Answer of `jobs.create` and `jobs.retry`. */
export interface CreatedJob {
  readonly jobId: string;
  readonly state: JobState;
  readonly totalDevices: number;
  readonly batchSize: number;
  readonly totalBatches: number;
}

/** The fixed part of a job. */
export interface JobHead {
  readonly jobId: string;
  readonly title: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly retryOf: string | null;
  readonly commands: readonly PlannedCommand[];
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly devicesPerHour: number | null;
  readonly totalDevices: number;
  readonly totalBatches: number;
}

export interface RunningDevice {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly country: string;
  readonly batch: number;
  readonly phase: ConnectPhase | null;
  /** "Command 3/5" is 3 and 5; 0 before the first. */
  readonly commandIndex: number;
  readonly commandTotal: number;
  readonly command: string | null;
  readonly startedAt: string | null;
  readonly commandStartedAt: string | null;
}

/** Answer of `jobs.get`. */
export interface JobView extends JobHead {
  readonly state: JobState;
  readonly outcome: JobOutcome | null;
  readonly stateReason: string | null;
  readonly counts: Counts;
  /** Whole percent of devices that have ended. */
  readonly percent: number;
  readonly countries: readonly ({ readonly country: string } & Counts)[];
  readonly batches: readonly {
    readonly index: number;
    readonly size: number;
    readonly state: BatchState;
    readonly counts: Counts;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
  }[];
  /** Longest-running first. */
  readonly running: readonly RunningDevice[];
  /** When it will probably end (ISO 8601, the middle estimate); null when it has ended or stands still. */
  readonly eta: string | null;
  readonly remainingMs: Estimate | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The last event that is in here. */
  readonly seq: number;
}

export interface JobListItem {
  readonly jobId: string;
  readonly title: string;
  readonly state: JobState;
  readonly outcome: JobOutcome | null;
  readonly stateReason: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly counts: Counts;
  readonly percent: number;
  readonly totalDevices: number;
  readonly totalBatches: number;
  readonly batchSize: number;
}

export interface RunItem {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly country: string;
  readonly batch: number;
  readonly state: DeviceRunState;
  readonly failure: Failure | null;
  readonly commandIndex: number;
  readonly commandTotal: number;
  readonly command: string | null;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
}

/** Answer of `jobs.output`. `output` is made safe to show (`domain/display-text`). */
export interface OutputView {
  readonly state: DeviceRunState;
  readonly failure: Failure | null;
  readonly commands: readonly {
    readonly index: number;
    readonly command: string;
    readonly state: CommandRunState;
    readonly output: string;
    readonly bytes: number;
    readonly truncated: boolean;
    readonly durationMs: number | null;
    readonly startedAt: string | null;
    readonly failure: Failure | null;
  }[];
}

/** Frames of `jobs.onProgress`. After a snapshot, apply the events of the next frames with `domain/progress.applyEvent`. */
export type ProgressFrame =
  | { readonly type: 'snapshot'; readonly plan: JobHead; readonly progress: JobProgress }
  | { readonly type: 'events'; readonly events: readonly JobEvent[] };

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export function headOf(plan: JobPlan): JobHead {
  const { devices, idempotencyKey: _, ...head } = plan;
  return { ...head, totalDevices: devices.length, totalBatches: devices.at(-1)?.batch ?? 0 };
}
