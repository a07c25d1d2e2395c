import { failedJumpHost } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';
import { isFinalRunState, type JobPlan } from '@/domain/job';
import { type DeviceProgress, positionOf } from '@/domain/progress';
import type { Reason } from '@/domain/reason';
import { commandRecords } from './command-record';
import type { CredentialGuard } from './credential-guard';
import type { EventLog } from './event-log';
import type { JobStore, StoredJob } from './ports';
import { requeued } from './retry';

/** After a longer gap nothing is sent until a person says so. */
const SHORT_GAP_MS = 10 * 60_000;
const STORE_PAGE = 1_000;

const LOST: Failure = { kind: 'connection_lost', detail: 'The portal stopped while this device was running' };

/** Why nobody worked on a job of an earlier process: nobody was there for so long, or the job was read from a backup. */
export type Interruption = { readonly kind: 'away'; readonly ms: number } | { readonly kind: 'restored' };

/** Why a person has to say whether the job goes on; null: it goes on by itself. */
export function waitsBecause(interruption: Interruption): Reason | null {
  if (interruption.kind === 'restored') return interruption;
  const { ms } = interruption;
  return ms > SHORT_GAP_MS ? { kind: 'away', minutes: Math.round(ms / 60_000) } : null;
}

/** Milliseconds since the last thing that is known of a job. */
export async function gapOf({ plan, progress }: StoredJob, store: JobStore, now: number): Promise<number> {
  const [last] = progress.seq === 0 ? [] : await store.readEvents(plan.jobId, progress.seq - 1, 1);
  return now - Date.parse(last?.at ?? plan.createdAt);
}

/**
 * Devices that were in work when an earlier process ended: requeued where nothing but read-only lines can have been sent,
 * unknown where a changing line may have left without an answer, else ended as what is known of them.
 */
export async function settleInterrupted(plan: JobPlan, log: EventLog, store: JobStore): Promise<void> {
  for (const device of [...log.progress.devices]) {
    if (device.state !== 'running') continue;
    const begun = plan.commands.slice(0, device.commandIndex);
    if (begun.some(({ kind }) => kind === 'change')) await settleChanged(plan, device, log, store);
    else {
      log.append(requeued(device.deviceId, { kind: 'portal_restarted' }, device.retries, null));
    }
  }
  for (const { index, state, counts } of log.progress.batches) {
    if (state === 'running' && counts.pending + counts.running === 0)
      log.append({ type: 'batch.completed', batch: index });
  }
}

async function settleChanged(plan: JobPlan, device: DeviceProgress, log: EventLog, store: JobStore): Promise<void> {
  const { deviceId, startedAt } = device;
  const events = await eventsOf(store, plan.jobId, deviceId);
  const { platform } = plan.devices[positionOf(log.progress, deviceId)]!;
  const records = commandRecords(plan.commands, device, platform, events);
  const inFlight = records.find(({ state }) => state === 'running');
  const lostChange = inFlight !== undefined && plan.commands[inFlight.index]?.kind === 'change';
  if (inFlight) {
    const { index, bytes } = inFlight;
    const rest = { durationMs: null, bytes, truncated: false, unknown: lostChange };
    log.append({ type: 'command.failed', deviceId, index, failure: LOST, ...rest });
  }
  const failure = records.find((record) => record.failure !== null)?.failure ?? LOST;
  if (lostChange || records.some(({ state }) => state === 'unknown')) {
    log.append({ type: 'device.unknown', deviceId, failure, durationMs: null });
  } else if (records.every(({ state }) => state === 'completed' || state === 'skipped')) {
    const durationMs = Math.max(0, Date.parse(events.at(-1)!.at) - Date.parse(startedAt!));
    log.append({ type: 'device.completed', deviceId, durationMs });
  } else {
    log.append({ type: 'device.failed', deviceId, failure, durationMs: null });
  }
}

async function eventsOf(store: JobStore, jobId: string, deviceId: string) {
  const events = await store.readEvents(jobId, 0, STORE_PAGE, deviceId);
  for (let page = events; page.length === STORE_PAGE; events.push(...page)) {
    page = await store.readEvents(jobId, events.at(-1)!.seq, STORE_PAGE, deviceId);
  }
  return events;
}

/**
 * What the devices say of their credentials; called before `settleInterrupted`. One that was at work without a command
 * when the earlier process ended may have been refused: unless the credential was seen to be good, one such login counts
 * as doubtful, whatever their number, so that the job can go on at all.
 */
export function restoreGuard(guard: CredentialGuard, plan: JobPlan, log: EventLog): void {
  const standings = new Map<string, { failed: number; good: boolean; open: boolean }>();
  for (const { deviceId, credentialId } of plan.devices) {
    const { state, failure, commandIndex } = log.progress.devices[positionOf(log.progress, deviceId)]!;
    const standing = standings.get(credentialId) ?? { failed: 0, good: false, open: false };
    if (isFinalRunState(state) && failure?.kind === 'auth_failed' && failedJumpHost(failure) === null)
      standing.failed += 1;
    if (commandIndex > 0) standing.good = true;
    else if (state === 'running') standing.open = true;
    standings.set(credentialId, standing);
  }
  const suspended = new Set(log.progress.record.suspended.map(({ credentialId }) => credentialId));
  for (const [id, { failed, good, open }] of standings) {
    guard.restore(id, { failed, doubtful: open && !good ? 1 : 0, suspended: suspended.has(id) });
  }
}
