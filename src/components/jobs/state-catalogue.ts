import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleSlash,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  SkipForward,
} from 'lucide-react';
import type { BatchState, CommandRunState, DeviceRunState, JobOutcome, JobState } from '@/domain/job';

/** How a state looks: its own word and shape, and a colour that is used for nothing else. */
export interface StateView {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Text colour, AA on card and background. */
  readonly text: string;
  /** For bars and dots. */
  readonly fill: string;
  /** The icon turns (not under reduced motion). */
  readonly spins?: boolean;
}

const PENDING: StateView = {
  label: 'waiting',
  icon: CircleDashed,
  text: 'text-state-pending',
  fill: 'bg-state-pending-fill',
};
const RUNNING: StateView = {
  label: 'running',
  icon: LoaderCircle,
  text: 'text-state-running',
  fill: 'bg-state-running-fill',
  spins: true,
};
const COMPLETED: StateView = {
  label: 'completed',
  icon: CircleCheck,
  text: 'text-state-completed',
  fill: 'bg-state-completed-fill',
};
const FAILED: StateView = {
  label: 'failed',
  icon: CircleX,
  text: 'text-state-failed',
  fill: 'bg-state-failed-fill hatched',
};
const SKIPPED: StateView = { label: 'skipped', icon: SkipForward, text: 'text-state-dim', fill: 'bg-state-dim-fill' };
const CANCELED: StateView = { label: 'canceled', icon: Ban, text: 'text-state-dim', fill: 'bg-state-dim-fill' };
const UNKNOWN: StateView = {
  label: 'unknown',
  icon: CircleHelp,
  text: 'text-state-unknown',
  fill: 'bg-state-unknown-fill',
};
const PAUSED: StateView = {
  label: 'paused',
  icon: CirclePause,
  text: 'text-state-paused',
  fill: 'bg-state-paused-fill',
};

export const DEVICE_RUN_STATE_VIEWS = {
  pending: PENDING,
  running: RUNNING,
  completed: COMPLETED,
  failed: FAILED,
  skipped: SKIPPED,
  canceled: CANCELED,
  unknown: UNKNOWN,
} satisfies Record<DeviceRunState, StateView>;

export const COMMAND_RUN_STATE_VIEWS = {
  pending: PENDING,
  running: RUNNING,
  completed: COMPLETED,
  failed: FAILED,
  skipped: SKIPPED,
  unknown: UNKNOWN,
} satisfies Record<CommandRunState, StateView>;

export const BATCH_STATE_VIEWS = {
  pending: PENDING,
  running: RUNNING,
  completed: { ...COMPLETED, label: 'done', icon: CircleCheck },
} satisfies Record<BatchState, StateView>;

export const JOB_STATE_VIEWS = {
  pending: PENDING,
  running: RUNNING,
  pausing: { ...PAUSED, label: 'pausing' },
  paused: PAUSED,
  completing: { ...RUNNING, label: 'completing' },
  completed: COMPLETED,
  canceling: { ...CANCELED, label: 'canceling' },
  canceled: CANCELED,
  failed: FAILED,
} satisfies Record<JobState, StateView>;

/** A completed job says how it went rather than that it ended. */
export const OUTCOME_VIEWS = {
  ok: { ...COMPLETED, label: 'completed' },
  partial: { ...PAUSED, label: 'completed in part', icon: CircleAlert },
  failed: { ...FAILED, label: 'completed, all failed', icon: CircleSlash },
} satisfies Record<JobOutcome, StateView>;

export function jobView(job: { state: JobState; outcome: JobOutcome | null }): StateView {
  return job.outcome ? OUTCOME_VIEWS[job.outcome] : JOB_STATE_VIEWS[job.state];
}
