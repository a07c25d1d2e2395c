import { chunkLength } from './event';
import type { ConnectPhase, Counts, JobEvent } from './event-schema';
import type { Failure } from './failure-schema';
import {
  type BatchState,
  canRunTransition,
  canTransition,
  DEVICE_RUN_STATES,
  type DeviceRunState,
  isFinalRunState,
  type JobOutcome,
  type JobPlan,
  type JobState,
} from './job';
import { initialRecord, recordAfter } from './job-record';
import type { JobRecord } from './job-record-schema';
import { batchSizes } from './pacing';
import { reasonText } from './reason';

/** One device in one job. Replaced, never changed in place, so that a row that did not change is the same object. */
export interface DeviceProgress {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly country: string;
  readonly batch: number;
  readonly state: DeviceRunState;
  /** While running and before the first command. */
  readonly phase: ConnectPhase | null;
  /** How many commands were begun: "Command 3/5" is 3. */
  readonly commandIndex: number;
  readonly commandTotal: number;
  /** The line of the command last begun. */
  readonly command: string | null;
  readonly commandStartedAt: string | null;
  readonly commandsCompleted: number;
  readonly commandsFailed: number;
  readonly failure: Failure | null;
  /** Why it was skipped, or waits for another try. */
  readonly reason: string | null;
  /** Automatic retries so far. */
  readonly retries: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly durationMs: number | null;
  /** Only while a command is in work that was answered something: how much so far, and when the last of it came. */
  readonly received?: { readonly bytes: number; readonly at: string } | undefined;
}

export interface BatchProgress {
  /** 1-based. */
  readonly index: number;
  readonly size: number;
  readonly state: BatchState;
  readonly counts: Counts;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** Everything that a page shows of a job, by `applyEvent` from its events. Plain JSON. */
export interface JobProgress {
  jobId: string;
  /** The last event that is in here. */
  seq: number;
  state: JobState;
  outcome: JobOutcome | null;
  stateReason: string | null;
  startedAt: string | null;
  endedAt: string | null;
  counts: Counts;
  /** By ISO 3166-1 alpha-2 code. */
  countries: Record<string, Counts>;
  batches: BatchProgress[];
  record: JobRecord;
  /** In the order of the plan. */
  devices: DeviceProgress[];
}

export const emptyCounts = (): Counts => ({
  total: 0,
  pending: 0,
  running: 0,
  completed: 0,
  failed: 0,
  skipped: 0,
  canceled: 0,
  unknown: 0,
});

/** Devices that have ended, in whatever way. */
export const doneOf = (counts: Counts): number => counts.total - counts.pending - counts.running;

/** Devices that ran to an end of their own: neither skipped nor canceled. */
export const ranOf = ({ completed, failed, unknown }: Counts): number => completed + failed + unknown;

/** Whole percent of devices that have ended; 100 only when all have. */
export function percentOf(counts: Counts): number {
  return counts.total === 0 ? 0 : Math.floor((doneOf(counts) * 100) / counts.total);
}

/** How a job that ran to its end went. */
export function outcomeOf(counts: Counts): JobOutcome {
  if (counts.completed === counts.total) return 'ok';
  return counts.completed > 0 ? 'partial' : 'failed';
}

/** A device that nobody has begun with. */
export const UNTOUCHED_RUN = {
  state: 'pending',
  phase: null,
  commandIndex: 0,
  command: null,
  commandStartedAt: null,
  commandsCompleted: 0,
  commandsFailed: 0,
  failure: null,
  reason: null,
  retries: 0,
  startedAt: null,
  endedAt: null,
  durationMs: null,
} as const satisfies Partial<DeviceProgress>;

/** The progress of a job of which nothing has happened yet. */
export function initialProgress(plan: JobPlan): JobProgress {
  const progress: JobProgress = {
    jobId: plan.jobId,
    seq: 0,
    state: 'pending',
    outcome: null,
    stateReason: null,
    startedAt: null,
    endedAt: null,
    counts: emptyCounts(),
    countries: {},
    batches: batchSizes(plan.devices).map((size, position) => ({
      index: position + 1,
      size,
      state: 'pending',
      counts: emptyCounts(),
      startedAt: null,
      endedAt: null,
    })),
    record: initialRecord,
    devices: plan.devices.map((device) => ({
      deviceId: device.deviceId,
      deviceName: device.name,
      country: device.country,
      batch: device.batch,
      commandTotal: plan.commands.length,
      ...UNTOUCHED_RUN,
    })),
  };
  recount(progress);
  return progress;
}

/** Makes every count anew from the devices' states. */
export function recount(progress: JobProgress): void {
  progress.counts = emptyCounts();
  progress.countries = {};
  const batches = progress.batches.map(() => emptyCounts());
  for (const device of progress.devices) {
    progress.countries[device.country] ??= emptyCounts();
    for (const counts of [progress.counts, progress.countries[device.country]!, batches[device.batch - 1]!]) {
      counts.total += 1;
      counts[device.state] += 1;
    }
  }
  progress.batches = progress.batches.map((batch, position) => ({ ...batch, counts: batches[position]! }));
}

/** A copy that `applyEvent` may change while the original is still shown. Devices are shared until they change. */
export function forkProgress(progress: JobProgress): JobProgress {
  const devices = progress.devices.slice();
  // No device changes its place: ten thousand of them need not be found anew for each frame.
  const known = positions.get(progress.devices);
  if (known) positions.set(devices, known);
  return {
    ...progress,
    counts: { ...progress.counts },
    countries: Object.fromEntries(Object.entries(progress.countries).map(([code, counts]) => [code, { ...counts }])),
    batches: progress.batches.map((batch) => ({ ...batch, counts: { ...batch.counts } })),
    devices,
  };
}

const positions = new WeakMap<readonly DeviceProgress[], Map<string, number>>();

/** Where a device stands in `progress.devices`; -1 where it is not in this job. */
export function positionOf(progress: JobProgress, deviceId: string): number {
  let map = positions.get(progress.devices);
  if (!map) {
    map = new Map(progress.devices.map((device, position) => [device.deviceId, position]));
    positions.set(progress.devices, map);
  }
  return map.get(deviceId) ?? -1;
}

function updateDevice(progress: JobProgress, deviceId: string, event: DeviceEvent): void {
  const position = positionOf(progress, deviceId);
  const before = progress.devices[position];
  if (!before) throw new Error(`Job ${progress.jobId} has no device ${deviceId}`);
  // A device ends once: what comes late (a result that raced with a cancel) changes nothing.
  if (isFinalRunState(before.state)) return;
  const after = { ...before, ...deviceChange(before, event) };
  progress.devices[position] = after;
  if (after.state === before.state) return;
  if (!canRunTransition(before.state, after.state)) {
    throw new Error(`Device ${deviceId} cannot go from ${before.state} to ${after.state}`);
  }
  const batch = progress.batches[before.batch - 1]!;
  for (const counts of [progress.counts, progress.countries[before.country]!, batch.counts]) {
    counts[before.state] -= 1;
    counts[after.state] += 1;
  }
}

function updateBatch(progress: JobProgress, index: number, change: Partial<BatchProgress>): void {
  progress.batches[index - 1] = { ...progress.batches[index - 1]!, ...change };
}

type DeviceEvent = Extract<JobEvent, { deviceId: string }>;
type WholeJobEvent = Exclude<JobEvent, { deviceId: string }>;

const ended = (state: DeviceRunState, at: string, durationMs: number | null, failure: Failure | null = null) =>
  ({ state, phase: null, endedAt: at, durationMs, failure, received: undefined }) as const;

/** As if it had never begun, but for its retries. */
const requeued = ({ reason, retries }: { reason: string; retries: number }) =>
  ({ ...UNTOUCHED_RUN, reason, retries, received: undefined }) as const;

function deviceChange(device: DeviceProgress, event: DeviceEvent): Partial<DeviceProgress> {
  switch (event.type) {
    case 'device.started':
      return { state: 'running', startedAt: event.at, phase: 'connecting', reason: null };
    case 'device.updated':
      if (event.requeued) return requeued(event.requeued);
      return { phase: event.phase, ...(event.received && { received: heard(device, event.received, event.at) }) };
    case 'device.completed':
      return ended('completed', event.at, event.durationMs);
    case 'device.failed':
      return ended('failed', event.at, event.durationMs, event.failure);
    case 'device.unknown':
      return ended('unknown', event.at, event.durationMs, event.failure);
    case 'device.skipped':
      return { ...ended('skipped', event.at, null), reason: event.reason };
    case 'device.canceled':
      return ended('canceled', event.at, event.durationMs);
    case 'command.started':
      return {
        phase: null,
        commandIndex: event.index + 1,
        command: event.command,
        commandStartedAt: event.at,
        received: undefined,
      };
    case 'command.output':
      return { received: heard(device, chunkLength(event), event.at) };
    case 'command.completed':
      return { commandsCompleted: device.commandsCompleted + 1, received: undefined };
    case 'command.failed':
      return { commandsFailed: device.commandsFailed + 1, received: undefined };
    default:
      return event satisfies never;
  }
}

const heard = ({ received }: DeviceProgress, bytes: number, at: string) => ({
  bytes: (received?.bytes ?? 0) + bytes,
  at,
});

function applyToJob(progress: JobProgress, event: WholeJobEvent): void {
  switch (event.type) {
    case 'job.state_changed':
      goTo(progress, event.to);
      progress.stateReason = event.reason ?? (event.by && reasonText({ kind: 'person', by: event.by }));
      if (event.to === 'running') progress.startedAt ??= event.at;
      break;
    case 'job.progress':
    case 'job.updated':
      break;
    case 'job.completed':
      goTo(progress, 'completed');
      progress.outcome = event.outcome;
      progress.endedAt = event.at;
      break;
    case 'job.failed':
      goTo(progress, 'failed');
      progress.stateReason = event.reason;
      progress.endedAt = event.at;
      break;
    case 'job.canceled':
      goTo(progress, 'canceled');
      progress.stateReason = event.reason ?? (event.by && reasonText({ kind: 'person', by: event.by }));
      progress.endedAt = event.at;
      break;
    case 'batch.started':
      updateBatch(progress, event.batch, { state: 'running', startedAt: event.at });
      break;
    case 'batch.completed':
      updateBatch(progress, event.batch, { state: 'completed', endedAt: event.at });
      break;
    default:
      event satisfies never;
  }
}

function goTo(progress: JobProgress, state: JobState): void {
  if (!canTransition(progress.state, state)) {
    throw new Error(`Job ${progress.jobId} cannot go from ${progress.state} to ${state}`);
  }
  progress.state = state;
}

/**
 * Brings `progress` one event further, in place (fork first where the old one is still needed). The one reducer: server,
 * browser and tests run this function. It reads no clock and knows nothing that is not in the event. Events at or
 * before `progress.seq` are ignored, so a repeated frame does no harm.
 */
export function applyEvent(progress: JobProgress, event: JobEvent): void {
  if (event.seq <= progress.seq) return;
  progress.seq = event.seq;
  progress.record = recordAfter(progress.record, event);
  if ('deviceId' in event) updateDevice(progress, event.deviceId, event);
  else applyToJob(progress, event);
}

/** Devices now in work, the one that has been running longest first. */
export function runningDevices(progress: JobProgress): DeviceProgress[] {
  return progress.devices
    .filter((device) => device.state === 'running')
    .sort((a, b) => earlier(a.startedAt ?? '', b.startedAt ?? ''));
}

// Called for each frame; ISO 8601 needs no rules of a language.
const earlier = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Throws where the classes do not add up to the total, overall, per country or per batch. */
export function checkCounts(progress: JobProgress): void {
  const all = [progress.counts, ...Object.values(progress.countries), ...progress.batches.map((batch) => batch.counts)];
  for (const counts of all) {
    const sum = DEVICE_RUN_STATES.reduce((total, state) => total + counts[state], 0);
    if (sum !== counts.total) throw new Error(`Counts do not add up: ${JSON.stringify(counts)}`);
  }
}
