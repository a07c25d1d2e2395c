import { commandViews, type PlannedCommandView } from './command';
import type { JobEvent } from './event-schema';
import type { JobPlan } from './job';
import { linesByPlatform, type PlatformLines } from './platform-lines';
import type { JobProgress } from './progress';

/** The fixed part of a job, as those who follow it are told. */
export type JobHead = Omit<JobPlan, 'devices' | 'idempotencyKey' | 'commands'> & {
  readonly commands: readonly PlannedCommandView[];
  /** For each platform of its devices, the exact line of each command; most devices first. */
  readonly lines: readonly PlatformLines[];
  readonly totalDevices: number;
  readonly totalBatches: number;
};

/** Frames of `jobs.onProgress`. After a snapshot, apply the events of the next frames with `applyEvent` (progress.ts). */
export type ProgressFrame =
  | {
      readonly type: 'snapshot';
      readonly plan: JobHead;
      readonly progress: JobProgress;
      /** Only where it was asked for: `progress.devices` as `domain/packed-devices`, JSON in DEFLATE (RFC 1951) in base64. */
      readonly packed?: string;
    }
  | {
      readonly type: 'events';
      readonly events: readonly JobEvent[];
      /** Only where it was asked for: the events instead, packed in the same way. */
      readonly packed?: string;
    };

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
