import type { Failure } from '@/domain/failure';
import { isFinalRunState, type JobPlan } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import type { EventLog } from './event-log';
import type { StoredJob } from './ports';

const INTERRUPTED = 'The portal stopped while this job was running';
const LOST: Failure = { kind: 'connection_lost', detail: 'The portal stopped while this device was running' };

/**
 * Ends what an earlier process left unfinished: nothing that no one works on may be shown as running. A device in work is
 * failed, or unknown where a changing line may have reached it; a device not yet touched is skipped.
 */
export async function endInterrupted({ plan }: StoredJob, log: EventLog): Promise<void> {
  for (const device of log.progress.devices) {
    if (device.state === 'running') endRunning(plan, device, log);
    else if (!isFinalRunState(device.state)) {
      log.append({ type: 'device.skipped', deviceId: device.deviceId, reason: INTERRUPTED });
    }
  }
  for (const batch of log.progress.batches) {
    if (batch.state === 'running') log.append({ type: 'batch.completed', batch: batch.index });
  }
  await log.stored();
  log.append({ type: 'job.failed', reason: `interrupted: ${INTERRUPTED}`, counts: { ...log.progress.counts } });
  await log.stored();
  log.end();
}

function endRunning(plan: JobPlan, device: DeviceProgress, log: EventLog): void {
  const { deviceId } = device;
  const inFlight = device.commandIndex > device.commandsCompleted + device.commandsFailed;
  const index = device.commandIndex - 1;
  const unknown = inFlight && plan.commands[index]?.kind === 'change';
  const durationMs = null;
  if (inFlight) {
    log.append({
      type: 'command.failed',
      deviceId,
      index,
      failure: LOST,
      durationMs,
      bytes: 0,
      truncated: false,
      unknown,
    });
  }
  log.append({ type: unknown ? 'device.unknown' : 'device.failed', deviceId, failure: LOST, durationMs });
}
