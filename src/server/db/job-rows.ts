import { createHash } from 'node:crypto';
import type { JobEvent } from '@/domain/event-schema';
import type { DevicePlace, JobPlan, PlannedDevice } from '@/domain/job';
import { DEFAULT_OPTIONS, type JobOptions } from '@/domain/job-options-schema';
import { type JobOrigin, NO_ORIGIN } from '@/domain/job-origin';
import type { PlannedCommand } from '@/domain/job-schema';
import { type DeviceProgress, initialProgress, type JobProgress, recount } from '@/domain/progress';
import type { StoredJob } from '../engine/ports';
import type { Job, JobBatch, JobDevice } from './generated/client';
import type { JobColumns, JobRows, RunColumns } from './hot-path';
import { searchKey } from './search-key';
import type { SqlRow, SqlValue } from './sql';

/** The same for jobs that send the same lines in the same order. */
export function commandsHash(lines: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex');
}

/** The row of a job of which nothing has happened yet. */
export function newJob(plan: JobPlan) {
  const progress = initialProgress(plan);
  return {
    id: plan.jobId,
    title: plan.title,
    searchText: searchKey(plan.title, plan.jobId, plan.createdBy),
    createdAt: plan.createdAt,
    createdBy: plan.createdBy,
    idempotencyKey: plan.idempotencyKey,
    retryOf: plan.retryOf,
    origin: plan.origin,
    templateId: plan.origin.template?.id ?? null,
    commands: plan.commands.map(({ line, kind, lines }) => ({ line, kind, lines })),
    commandsHash: commandsHash(plan.commands.map(({ line }) => line)),
    batchSize: plan.batchSize,
    strategy: plan.strategy,
    devicesPerHour: plan.devicesPerHour,
    options: plan.options,
    totalDevices: plan.devices.length,
    totalBatches: progress.batches.length,
    state: progress.state,
    counts: progress.counts,
  };
}

export const NEW_RUN_COLUMNS = [
  'jobId',
  'position',
  'deviceId',
  'deviceName',
  'address',
  'port',
  'country',
  'platform',
  'credentialId',
  'jumpHostId',
  'algorithms',
  'keepalive',
  'site',
  'area',
  'batch',
  'searchText',
  'state',
  'commandTotal',
] as const;

/** Rows in the order of NEW_RUN_COLUMNS. */
export function newRuns(plan: JobPlan): SqlValue[][] {
  return plan.devices.map((device, position) => [
    plan.jobId,
    position,
    device.deviceId,
    device.name,
    device.address,
    device.port,
    device.country,
    device.platform,
    device.credentialId,
    device.jumpHostId,
    device.algorithms,
    device.keepalive ? 1 : 0,
    device.place && (device.place.site ?? ''),
    device.place && (device.place.area ?? ''),
    device.batch,
    searchKey(device.name, device.address),
    'pending',
    plan.commands.length,
  ]);
}

export const runColumns = (device: DeviceProgress): RunColumns => ({
  deviceId: device.deviceId,
  state: device.state,
  phase: device.phase,
  commandIndex: device.commandIndex,
  command: device.command,
  commandStartedAt: device.commandStartedAt,
  commandsCompleted: device.commandsCompleted,
  commandsFailed: device.commandsFailed,
  retries: device.retries,
  failure: device.failure && JSON.stringify(device.failure),
  reason: device.reason,
  startedAt: device.startedAt,
  endedAt: device.endedAt,
  durationMs: device.durationMs,
});

export const jobColumns = (progress: JobProgress, lastSeq: number): JobColumns => ({
  state: progress.state,
  outcome: progress.outcome,
  stateReason: progress.stateReason,
  startedAt: progress.startedAt,
  endedAt: progress.endedAt,
  lastSeq,
  counts: JSON.stringify(progress.counts),
  record: JSON.stringify(progress.record),
});

/** A row in the order of the table's columns: jobId, seq, at, type, deviceId, data. */
export function eventRow(event: JobEvent): SqlValue[] {
  const { jobId, seq, at, type, ...rest } = event;
  const { deviceId, ...data } = rest as { deviceId?: string };
  return [jobId, seq, at, type, deviceId ?? null, JSON.stringify(data)];
}

export function eventOf(row: SqlRow): JobEvent {
  const { jobId, seq, at, type, deviceId } = row;
  const device = deviceId === null ? {} : { deviceId };
  // Written by `eventRow` from a JobEvent, and nothing else writes this table.
  return { seq: Number(seq), jobId, at, type, ...device, ...JSON.parse(String(row.data)) } as JobEvent;
}

/** The words in these columns were written from the domain's own types. */
export function deviceProgress(row: JobDevice): DeviceProgress {
  return {
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    country: row.country,
    batch: row.batch,
    state: row.state as DeviceProgress['state'],
    phase: row.phase as DeviceProgress['phase'],
    commandIndex: row.commandIndex,
    commandTotal: row.commandTotal,
    command: row.command,
    commandStartedAt: row.commandStartedAt,
    commandsCompleted: row.commandsCompleted,
    commandsFailed: row.commandsFailed,
    retries: row.retries,
    failure: row.failure as DeviceProgress['failure'],
    reason: row.reason,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    durationMs: row.durationMs,
  };
}

/** Puts a job together from its rows. Counts are made anew from the devices, so they always add up. */
export function storedJob(rows: JobRows): StoredJob {
  // The columns of these tables are those of the generated types, but JSON comes as its text.
  const job = rows.job as unknown as Job;
  const batches = rows.batches as unknown as JobBatch[];
  const devices = rows.devices as unknown as JobDevice[];
  const plan: JobPlan = {
    jobId: job.id,
    title: job.title,
    createdAt: job.createdAt,
    createdBy: job.createdBy,
    idempotencyKey: job.idempotencyKey,
    retryOf: job.retryOf,
    origin: (fromText(job.origin) as JobOrigin | null) ?? NO_ORIGIN,
    // Jobs from before the catalogue's references have no `lines`.
    commands: (fromText(job.commands) as PlannedCommand[]).map((command) => ({
      ...command,
      lines: command.lines ?? null,
    })),
    devices: devices.map(plannedDevice),
    batchSize: job.batchSize,
    strategy: job.strategy as JobPlan['strategy'],
    devicesPerHour: job.devicesPerHour,
    options: { ...DEFAULT_OPTIONS, ...(fromText(job.options) as Partial<JobOptions> | null) },
  };
  const initial = initialProgress(plan);
  const progress: JobProgress = {
    ...initial,
    seq: job.lastSeq,
    state: job.state as JobProgress['state'],
    outcome: job.outcome as JobProgress['outcome'],
    stateReason: job.stateReason,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    record: { ...initial.record, ...(fromText(job.record) as Partial<JobProgress['record']> | null) },
    batches: initial.batches.map((batch, i) => {
      const { state, startedAt, endedAt } = batches[i]!;
      return { ...batch, state: state as typeof batch.state, startedAt, endedAt };
    }),
    devices: devices.map((row) => deviceProgress({ ...row, failure: fromText(row.failure) })),
  };
  recount(progress);
  return { plan, progress };
}

const fromText = (json: unknown) => (json === null ? null : JSON.parse(String(json)));

const placeOf = ({ site, area }: JobDevice): DevicePlace | null =>
  site === null ? null : { site: site || null, area: area || null };

const plannedDevice = (row: JobDevice): PlannedDevice => ({
  deviceId: row.deviceId,
  name: row.deviceName,
  address: row.address,
  port: row.port,
  country: row.country,
  platform: row.platform as PlannedDevice['platform'],
  credentialId: row.credentialId,
  jumpHostId: row.jumpHostId,
  algorithms: row.algorithms as PlannedDevice['algorithms'],
  keepalive: Boolean(row.keepalive),
  place: placeOf(row),
  batch: row.batch,
});
