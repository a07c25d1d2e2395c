import type { EventBody } from '@/domain/event-schema';
import type { JobPlan, PlannedDevice } from '@/domain/job';
import { positionOf } from '@/domain/progress';
import type { EventLog } from './event-log';
import type { EngineDeps, LoginWatch } from './ports';
import { requeued, retryInMs, type Try } from './retry';
import { SHUTDOWN } from './run-device';

export interface TryContext {
  readonly plan: JobPlan;
  readonly log: EventLog;
  readonly deps: Pick<EngineDeps, 'executor' | 'clock' | 'limits'>;
  readonly login: LoginWatch;
  /** Aborted: the session is cut. */
  readonly cut: AbortSignal;
  /** Whether a device that failed may still be tried again. */
  readonly mayRetry: () => boolean;
  readonly onStarted: () => void;
  readonly onCommandFailed: () => void;
}

/**
 * One try of one device: its events go to the log as they come, and a changing line leaves only when its beginning is
 * stored (law 4). Returns when the device may be tried anew, in milliseconds since the epoch; null: it has ended, or
 * waits for the next start of the portal.
 */
export async function tryDevice(device: PlannedDevice, context: TryContext): Promise<number | null> {
  const { plan, log, deps, cut, login } = context;
  const { clocks, maxOutputBytes } = deps.limits;
  const sent: Try = { begun: false, changed: false };
  let retryAt: number | null = null;
  try {
    const work = { jobId: plan.jobId, target: device, commands: plan.commands, clocks, maxOutputBytes };
    for await (const event of deps.executor.run(work, cut, login)) {
      const instead = requeueInstead(event, sent, context);
      log.append(instead?.event ?? event);
      retryAt = instead?.at ?? null;
      if (event.type === 'device.started') context.onStarted();
      await afterEvent(event, sent, context);
    }
  } finally {
    login.decided('none');
  }
  return retryAt;
}

async function afterEvent(event: EventBody, sent: Try, { plan, log, onCommandFailed }: TryContext): Promise<void> {
  if (event.type === 'command.started') {
    sent.begun = true;
    if (plan.commands[event.index]?.kind !== 'change') return;
    sent.changed = true;
    await log.stored();
  }
  if (event.type === 'command.output') await log.roomForOutput();
  if (event.type === 'command.failed') onCommandFailed();
}

/** For a failure after which the device may begin anew, in this job or at the next start of the portal. */
function requeueInstead(event: EventBody, sent: Try, { plan, log, deps, cut, mayRetry }: TryContext) {
  if (event.type !== 'device.failed') return null;
  const { deviceId, failure } = event;
  const { retries } = log.progress.devices[positionOf(log.progress, deviceId)]!;
  if (cut.reason === SHUTDOWN && !sent.changed) {
    return { event: requeued(deviceId, { kind: 'portal_stopped' }, retries, null), at: null };
  }
  const waitMs = mayRetry() ? retryInMs(failure, sent, retries, plan.options.retries) : null;
  if (waitMs === null) return null;
  const at = deps.clock.now() + waitMs;
  return { event: requeued(deviceId, { kind: 'retried', failure: failure.kind }, retries + 1, at), at };
}
