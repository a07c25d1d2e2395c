import { PLATFORM_LABELS, type PlatformId } from '@/domain/device';
import type { ConnectPhase, EventBody } from '@/domain/event-schema';
import { failedJumpHost } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';
import { lineFor } from '@/domain/job';
import type { PlannedCommand } from '@/domain/job-schema';
import { reasonText } from '@/domain/reason';
import type { Clock, CommandResult, Connect, DeviceWork, Log, LoginWatch, Session } from './ports';

/** A connect phase is reported when it lasts; a quick one would only cost every device four events. */
const REPORT_PHASE_AFTER_MS = 1_000;

/** Why a device's signal was aborted: a person canceled the job, or the portal is stopping. */
export const CANCELED = 'canceled';
export const SHUTDOWN = 'shutdown';

export interface RunDeviceDeps {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One device: connect, each command, disconnect. The only maker of run events, and the only place where an exception
 * becomes a result (law 6). Yields `device.started` first and exactly one device end last, whatever the router does.
 */
export async function* runDevice(
  work: DeviceWork,
  signal: AbortSignal,
  deps: RunDeviceDeps,
  logins?: LoginWatch,
): AsyncGenerator<EventBody, void, void> {
  const deviceId = work.target.deviceId;
  const startedAt = deps.clock.now();
  const clocks = deviceClock(work.clocks.deviceTotalMs, signal);
  const run: Run = {
    work,
    deps,
    clocks,
    logins,
    session: null,
    failure: null,
    unknown: false,
    withheld: false,
    connecting: true,
  };
  try {
    yield { type: 'device.started', deviceId };
    yield* connectAndRun(run);
  } catch (error) {
    deps.log.error({ jobId: work.jobId, deviceId, err: error }, 'A device run ended in an unexpected error');
    run.failure = { kind: 'internal', detail: 'Unexpected error; the server log has the details' };
  } finally {
    await run.session?.close();
    clocks.clear();
  }
  yield deviceEnd(run, signal, deps.clock.now() - startedAt);
}

interface Run {
  readonly work: DeviceWork;
  readonly deps: RunDeviceDeps;
  readonly clocks: DeviceClock;
  readonly logins: LoginWatch | undefined;
  session: Session | null;
  /** The first thing that went wrong. */
  failure: Failure | null;
  /** A changing line was sent and its answer never came. */
  unknown: boolean;
  /** The login was not let go. */
  withheld: boolean;
  /** Until `connect` has returned: what becomes of a login that waited for longer changes nothing. */
  connecting: boolean;
}

async function* connectAndRun(run: Run): AsyncGenerator<EventBody, void, void> {
  const connected = yield* connectWithPhases(run);
  run.connecting = false;
  run.logins?.decided(connected.ok ? 'ok' : loginRefused(connected.error) ? 'refused' : 'none');
  if (!connected.ok) {
    run.failure = connected.error;
    return;
  }
  run.session = connected.value;
  const { platform } = run.session;
  const lines = run.work.commands.map((command) => lineFor(command, platform));
  if (lines.every((line) => line === null)) {
    run.failure = nothingToSend(platform);
    return;
  }
  for (const [index, command] of run.work.commands.entries()) {
    const line = lines[index] ?? null;
    if (run.clocks.signal.aborted) return;
    // The platform has no such command: left out, and the device can still complete.
    if (line === null) continue;
    const result = yield* runCommand(run, run.session, index, { ...command, line });
    if (!result.failure) continue;
    run.failure ??= result.failure;
    // What follows a refused change may depend on it; what follows a refused question does not.
    if (!result.usable || command.kind === 'change') return;
  }
}

/** Found at connect, of an `auto` device. It was asked nothing, so it must not count as completed. */
const nothingToSend = (platform: PlatformId): Failure => ({
  kind: 'command_rejected',
  message: `None of the commands of this job exists on ${PLATFORM_LABELS[platform]}; nothing was sent`,
});

async function* connectWithPhases(run: Run): AsyncGenerator<EventBody, Awaited<ReturnType<Connect>>, void> {
  const { target, clocks, maxOutputBytes } = run.work;
  let phase: ConnectPhase = 'connecting';
  let reported: ConnectPhase = phase;
  const connecting = run.deps.connect(target, {
    clocks,
    maxOutputBytes,
    signal: run.clocks.signal,
    onPhase: (next) => {
      phase = next;
      // Logged in: others that wait for this credential's first success need not wait for the prompt.
      if (next === 'preparing') run.logins?.decided('ok');
    },
    ...(run.logins ? { mayLogIn: () => loginOf(run) } : {}),
  });
  for (;;) {
    const done = await settledWithin(connecting, REPORT_PHASE_AFTER_MS, run.deps.clock);
    if (done) return connecting;
    if (phase !== reported) yield { type: 'device.updated', deviceId: target.deviceId, phase };
    reported = phase;
  }
}

/** Of the device's own credential: a jump host that refuses its own says nothing of this one. */
const loginRefused = (failure: Failure) => failure.kind === 'auth_failed' && failedJumpHost(failure) === null;

async function loginOf(run: Run): Promise<boolean> {
  const allowed = (await run.logins?.mayLogIn()) ?? true;
  run.withheld = !allowed && run.connecting && !run.clocks.signal.aborted;
  return allowed;
}

/** Sends `command.line`, which is the platform's own by now. */
async function* runCommand(
  run: Run,
  session: Session,
  index: number,
  command: PlannedCommand,
): AsyncGenerator<EventBody, CommandResult, void> {
  const deviceId = run.work.target.deviceId;
  // The consumer stores this one before it asks for more where the line changes the router (law 4).
  yield { type: 'command.started', deviceId, index, command: command.line };
  const startedAt = run.deps.clock.now();
  const answer = session.run(command.line);
  let step = await answer.next();
  while (!step.done) {
    yield { type: 'command.output', deviceId, index, ...encodeChunk(step.value) };
    step = await answer.next();
  }
  const { bytes, truncated } = step.value;
  const durationMs = run.deps.clock.now() - startedAt;
  const result = { ...step.value, failure: step.value.failure && run.clocks.explain(step.value.failure) };
  if (!result.failure) {
    yield { type: 'command.completed', deviceId, index, durationMs, bytes, truncated };
    return result;
  }
  const unknown = command.kind === 'change' && result.sent && result.failure.kind !== 'command_rejected';
  run.unknown ||= unknown;
  yield { type: 'command.failed', deviceId, index, failure: result.failure, durationMs, bytes, truncated, unknown };
  return result;
}

function deviceEnd(run: Run, signal: AbortSignal, durationMs: number): EventBody {
  const deviceId = run.work.target.deviceId;
  const failure = run.failure && run.clocks.explain(run.failure);
  if (run.unknown && failure) return { type: 'device.unknown', deviceId, failure, durationMs };
  if (run.withheld) return { type: 'device.skipped', deviceId, reason: reasonText({ kind: 'credential_suspect' }) };
  if (signal.aborted && signal.reason === CANCELED) return { type: 'device.canceled', deviceId, durationMs };
  if (failure) return { type: 'device.failed', deviceId, failure, durationMs };
  if (run.clocks.signal.aborted) {
    const lost = run.clocks.explain({ kind: 'connection_lost', detail: 'The portal stopped' });
    return { type: 'device.failed', deviceId, failure: lost, durationMs };
  }
  return { type: 'device.completed', deviceId, durationMs };
}

interface DeviceClock {
  /** Aborted by the job's signal or when the device has used its time. */
  readonly signal: AbortSignal;
  /** A session that was cut reports a lost connection; this says who cut it. */
  explain(failure: Failure): Failure;
  clear(): void;
}

function deviceClock(totalMs: number, outer: AbortSignal): DeviceClock {
  const controller = new AbortController();
  let timedOut = false;
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort('timeout');
  }, totalMs);
  return {
    signal: controller.signal,
    explain(failure) {
      if (failure.kind !== 'connection_lost') return failure;
      if (timedOut) return { kind: 'timeout', phase: 'total', ms: totalMs };
      if (outer.aborted && outer.reason === SHUTDOWN) return { ...failure, detail: 'The portal stopped' };
      return failure;
    },
    clear() {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}

async function settledWithin(work: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const stop = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, clock.sleep(ms, stop.signal).then(() => false)]);
  } finally {
    stop.abort();
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text where the bytes are valid UTF-8, else base64: either way the router's own bytes come back unchanged. */
function encodeChunk(chunk: Uint8Array): { chunk: string; encoding: 'utf8' | 'base64' } {
  try {
    return { chunk: utf8.decode(chunk), encoding: 'utf8' };
  } catch {
    return { chunk: Buffer.from(chunk).toString('base64'), encoding: 'base64' };
  }
}
