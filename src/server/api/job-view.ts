import { commandViews, type PlannedCommandView } from '@/domain/command';
import type { ConnectPhase, Counts, JobEvent } from '@/domain/event';
import type { Failure } from '@/domain/failure';
import type {
  BatchState,
  CommandRunState,
  DeviceRunState,
  JobOutcome,
  JobPlan,
  JobState,
  Strategy,
} from '@/domain/job';
import type { JobOptions } from '@/domain/job-options';
import type { JobOrigin, NamedOrigin } from '@/domain/job-origin';
import type { JobRecord } from '@/domain/job-record';
import { linesByPlatform, type PlatformLines } from '@/domain/platform-lines';
import type { JobProgress } from '@/domain/progress';
import type { StopRuleValue } from '@/domain/stop-rule';

/** Durations in milliseconds: half of such jobs end within `p50`, nine of ten within `p90`. */
export interface Estimate {
  readonly p50: number;
  readonly p90: number;
  /** `run`: from this run's own devices. `history`: from earlier runs of these commands. `assumed`: there were none. */
  readonly basis: 'run' | 'history' | 'assumed';
}

export interface PlanWarning {
  readonly code:
    | 'changing_commands'
    | 'no_history'
    | 'all_at_once'
    | 'more_than_sessions'
    /** Devices of a platform are not sent a command, since it does not exist there. */
    | 'not_on_platform'
    /** A typed line goes to several platforms as it is. */
    | 'same_line_everywhere';
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
  readonly options: JobOptions;
  /** The saved group that the devices come from. */
  readonly group: NamedOrigin | null;
  readonly batches: readonly { readonly index: number; readonly size: number }[];
  /** Most devices first. */
  readonly countries: readonly { readonly country: string; readonly total: number }[];
  readonly commands: readonly PlannedCommandView[];
  /** For each platform of the selection, the exact line of each command; most devices first. */
  readonly lines: readonly PlatformLines[];
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
  readonly origin: JobOrigin;
  readonly commands: readonly PlannedCommandView[];
  /** For each platform of its devices, the exact line of each command; most devices first. */
  readonly lines: readonly PlatformLines[];
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly devicesPerHour: number | null;
  readonly options: JobOptions;
  readonly totalDevices: number;
  readonly totalBatches: number;
}

/** What the speed hangs on: the rate limit, a few slow devices at the end of a batch or job, or the number of places. */
export type LimitedBy = 'rate limit' | 'slow tail' | 'batch size';

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
  /** The same as points in time (ISO 8601). */
  readonly etaRange: { readonly p50: string; readonly p90: string } | null;
  /** From start to now or to the end; null before the start. */
  readonly elapsedMs: number | null;
  /** Devices that ended in the last minute (in the time since the start where that is shorter); 0 when nothing runs. */
  readonly devicesPerMinute: number;
  readonly limitedBy: LimitedBy | null;
  /** Completed among those that ran to an end of their own, 0 to 1; null before the first. */
  readonly successRate: number | null;
  /** Half of the completed jobs of these commands and about this size took between these; null where there are too few. */
  readonly usualMs: { readonly from: number; readonly to: number } | null;
  /** When the rate limit lets the next devices start; null where it holds nobody back. */
  readonly nextStartAt: string | null;
  /** Every stop rule of the job, with its value and its limit; the credential guard for each credential it suspended. */
  readonly stopRules: readonly StopRuleValue[];
  /** At `limit` failed logins a credential is suspended in its job; its waiting devices are `skipped` as `credential_suspect`. */
  readonly credentialGuard: { readonly limit: number; readonly suspended: JobRecord['suspended'] };
  readonly stopAfterBatch: boolean;
  readonly canary: JobRecord['canary'];
  /** What people asked of the job, oldest first. */
  readonly controls: JobRecord['controls'];
  readonly warnings: readonly { readonly code: 'credential_suspect'; readonly message: string }[];
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The last event that is in here. */
  readonly seq: number;
}

/** How long one command of a job usually takes, in milliseconds: half of the devices at most `p50`. */
export interface CommandTime {
  /** 0-based, in the plan. */
  readonly index: number;
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
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
  /** Why it was skipped, or waits for another try. */
  readonly reason: string | null;
  /** Automatic retries so far. */
  readonly retries: number;
}

/** Answer of `jobs.output`. `output` is made safe to show (`domain/display-text`). */
export interface OutputView {
  readonly state: DeviceRunState;
  readonly failure: Failure | null;
  readonly commands: readonly {
    readonly index: number;
    /** The line that this device was or will be sent; the reference where it has none, or where it is not known yet. */
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
  | {
      readonly type: 'snapshot';
      readonly plan: JobHead;
      readonly progress: JobProgress;
      /** Only where it was asked for: `progress.devices` as `domain/packed-devices`, JSON in DEFLATE (RFC 1951) in base64. */
      readonly packed?: string;
    }
  | { readonly type: 'events'; readonly events: readonly JobEvent[] };

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export function headOf(plan: JobPlan): JobHead {
  const { devices, idempotencyKey: _, ...head } = plan;
  return {
    ...head,
    commands: commandViews(plan.commands),
    lines: linesByPlatform(plan.commands, devices),
    totalDevices: devices.length,
    totalBatches: devices.at(-1)?.batch ?? 0,
  };
}
