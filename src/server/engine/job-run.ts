import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { canonicalEndpoint } from '@/domain/device';
import type { EventBody } from '@/domain/event-schema';
import { canTransition, isFinalRunState, type JobPlan, type JobState, type PlannedDevice } from '@/domain/job';
import { type DeviceProgress, percentOf, positionOf } from '@/domain/progress';
import { type Reason, reasonText } from '@/domain/reason';
import { CredentialGuard } from './credential-guard';
import type { DeviceLocks } from './device-locks';
import { tryDevice } from './device-try';
import type { EventLog } from './event-log';
import { Gate } from './gate';
import { endingOf } from './job-end';
import { canaryVerdict, reachedLimit } from './job-limits';
import type { Approach, LoginPace } from './login-pace';
import { Pace, restorePace } from './pace';
import type { Places } from './places';
import type { ControlResult, EngineDeps } from './ports';
import { type Interruption, restoreGuard, settleInterrupted, waitsBecause } from './recovery';
import { CANCELED, SHUTDOWN } from './run-device';

export interface JobRunDeps extends EngineDeps {
  readonly locks: DeviceLocks;
  /** Sessions over all jobs. */
  readonly places: Places;
  readonly logins: LoginPace;
}

/**
 * One job at work: who may start now, and how the job's state moves. Batches and rolling are one loop: devices go through
 * `batchSize` places, and with batches the next stretch of devices waits until the last one is through.
 */
export class JobRun {
  readonly gate: Gate;
  /** Aborted: nobody starts any more, and all who wait for anything stop waiting. */
  private readonly halt = new AbortController();
  /** Aborted: running sessions are cut. */
  private readonly cut = new AbortController();
  private readonly pace: Pace;
  private readonly guard: CredentialGuard;
  private readonly notBefore = new Map<string, number>();
  private stopping = false;
  private concluding = false;
  /** True until the first device of the stretch at hand may start. */
  private between = true;
  /** Devices between the gate and their end. */
  private active = 0;
  private percent = 0;

  constructor(
    readonly plan: JobPlan,
    readonly log: EventLog,
    private readonly deps: JobRunDeps,
  ) {
    this.gate = new Gate(() => this.log.progress.state === 'running' && this.log.healthy && !this.halted);
    // Every device listens for the end of its job; thousands are no leak.
    setMaxListeners(0, this.cut.signal, this.halt.signal);
    this.pace = new Pace(plan.devicesPerHour, deps.clock, (at) =>
      this.log.append({ type: 'job.updated', nextStartAt: new Date(at).toISOString() }),
    );
    this.guard = new CredentialGuard((id, failedLogins) => this.suspend(id, failedLogins));
  }

  private get halted(): boolean {
    return this.halt.signal.aborted;
  }

  /** Runs until every device has ended, or until `shutdown` has emptied the places; then everything is stored. */
  async run(): Promise<void> {
    if (this.log.progress.state === 'pending') this.goTo('running', null, null);
    void this.watchDeadline();
    try {
      await this.runStretches();
    } catch (error) {
      this.deps.log.error({ jobId: this.plan.jobId, err: error }, 'A job ended in an unexpected error');
      this.halt.abort();
      this.cut.abort(SHUTDOWN);
      this.concluding = true;
      const reason = reasonText({ kind: 'internal' });
      this.endRest('device.skipped', reason);
      return this.finish({ type: 'job.failed', reason, counts: this.log.progress.counts });
    }
    await this.conclude();
  }

  pause(by: string): Promise<ControlResult> {
    return this.control('pausing', by, () => this.pausedWhenIdle());
  }

  resume(by: string): Promise<ControlResult> {
    return this.control('running', by, () => this.gate.recheck());
  }

  cancel(by: string): Promise<ControlResult> {
    return this.control('canceling', by, () => {
      this.halt.abort();
      this.cut.abort(CANCELED);
    });
  }

  async stopAfterBatch(by: string): Promise<ControlResult> {
    const { state, record } = this.log.progress;
    const possible = state === 'pending' || state === 'running' || state === 'pausing' || state === 'paused';
    if (!possible || this.stopping || this.concluding || this.halted)
      return { ok: false, reason: 'not_possible', state };
    if (!record.stopAfterBatch) this.log.append({ type: 'job.updated', stopAfterBatch: { by } });
    const begun = this.log.progress.batches.some((batch) => batch.state === 'running');
    if (this.plan.strategy === 'rolling' || (this.between && !begun)) this.halt.abort();
    await this.log.stored();
    return { ok: true, state };
  }

  /** No device starts from now on; running ones are cut after `graceMs`. */
  shutdown(graceMs: number): void {
    this.stopping = true;
    this.halt.abort();
    setTimeout(() => this.cut.abort(SHUTDOWN), graceMs).unref();
  }

  /** Before `run`, for a job of an earlier process. */
  async takeUp(interruption: Interruption): Promise<void> {
    const { log } = this;
    restorePace(this.pace, this.plan, log.progress);
    restoreGuard(this.guard, this.plan, log);
    await settleInterrupted(this.plan, log, this.deps.store);
    this.percent = percentOf(log.progress.counts);
    const { state } = log.progress;
    const reason = waitsBecause(interruption);
    if (reason && (state === 'pending' || state === 'running')) this.goTo('paused', reasonText(reason), null);
    this.pausedWhenIdle();
    if (state === 'canceling' || state === 'completing') this.halt.abort();
    this.checkLimits();
  }

  private async runStretches(): Promise<void> {
    const { batchSize, strategy, devices } = this.plan;
    const place = pLimit(batchSize === 0 ? devices.length : batchSize);
    for (const stretch of stretchesOf(this.plan)) {
      const waiting = stretch.filter((device) => this.isPending(device));
      const begun = strategy === 'batch' && this.log.progress.batches[stretch[0]!.batch - 1]!.state === 'running';
      if (this.halted || (this.log.progress.record.stopAfterBatch && !begun)) return;
      if (waiting.length === 0) continue;
      this.between = true;
      if (strategy === 'batch') await this.turnOfBatch(waiting.length);
      this.between = false;
      await Promise.all(waiting.map((device) => this.runToEnd(device, place)));
      this.afterCanary();
    }
  }

  private async runToEnd(device: PlannedDevice, place: <T>(work: () => Promise<T>) => Promise<T>): Promise<void> {
    while (this.isPending(device) && !this.halted) {
      const waitMs = (this.notBefore.get(device.deviceId) ?? 0) - this.deps.clock.now();
      if (waitMs > 0) await this.deps.clock.sleep(waitMs, this.halt.signal);
      await place(() => this.startDevice(device));
    }
  }

  private turnOfBatch(size: number): Promise<void> {
    const { signal } = this.halt;
    return this.pace.inTurn(signal, async () => {
      await this.gate.pass(signal);
      if (!signal.aborted) this.pace.started(size);
    });
  }

  private async startDevice(device: PlannedDevice): Promise<void> {
    const { signal } = this.halt;
    if (this.plan.strategy === 'batch') return this.startWhenFree(device, () => {});
    // A device that another job is at work on would keep all after it from their turn.
    await this.deps.locks.free(canonicalEndpoint(device.address, device.port), signal);
    await this.pace.inTurn(signal, (begun) => this.startWhenFree(device, begun));
  }

  private async startWhenFree(device: PlannedDevice, begun: () => void): Promise<void> {
    const { signal } = this.halt;
    let tried = false;
    while (!tried && !signal.aborted && this.isPending(device)) {
      // Outside the lock: a job that is paused, or waits for its realm, must not keep its devices from other jobs.
      await this.gate.pass(signal);
      const approach = await this.deps.logins.approach(device.credentialId, signal);
      // The lock is taken before a session place: who holds a place never waits for a lock, so no two jobs block each other.
      await this.deps.locks.hold(canonicalEndpoint(device.address, device.port), signal, async () => {
        const giveBack = this.gate.open ? await this.deps.places.take(this.plan.options.priority, signal) : null;
        try {
          // The gate may have closed while this device waited for a place: give the place back and wait at the gate.
          if (!giveBack || !this.gate.open || !this.isPending(device)) return;
          tried = true;
          await this.tryDevice(device, approach, begun);
        } finally {
          giveBack?.();
        }
      });
      approach.leave();
    }
  }

  private async tryDevice(device: PlannedDevice, approach: Approach, begun: () => void): Promise<void> {
    this.active += 1;
    const { credentialId } = device;
    const login = this.guard.watch(credentialId, this.cut.signal);
    try {
      this.batchStarted(device.batch);
      const retryAt = await tryDevice(device, {
        plan: this.plan,
        log: this.log,
        deps: this.deps,
        login: approach.watch(login, () => !this.guard.suspended(credentialId)),
        cut: this.cut.signal,
        mayRetry: () => !this.halted,
        onStarted: () => {
          if (this.plan.strategy === 'rolling') this.pace.started(1);
          begun();
        },
        onCommandFailed: () => this.checkLimits(),
      });
      if (retryAt !== null) this.notBefore.set(device.deviceId, retryAt);
    } finally {
      this.active -= 1;
      this.afterDevice(device.batch);
    }
  }

  private batchStarted(batch: number): void {
    const { state, size } = this.log.progress.batches[batch - 1]!;
    if (state !== 'pending') return;
    this.log.append({ type: 'batch.started', batch, size });
    if (this.plan.strategy === 'batch') this.pace.started(size);
  }

  private afterDevice(batch: number): void {
    const { counts } = this.log.progress;
    const percent = percentOf(counts);
    if (percent > this.percent) this.log.append({ type: 'job.progress', percent, counts: { ...counts } });
    this.percent = Math.max(percent, this.percent);
    this.batchIfDone(batch);
    this.checkLimits();
    this.pausedWhenIdle();
  }

  private batchIfDone(batch: number): void {
    const { counts, state } = this.log.progress.batches[batch - 1]!;
    if (state === 'running' && counts.pending + counts.running === 0)
      this.log.append({ type: 'batch.completed', batch });
  }

  private pausedWhenIdle(): void {
    const { state, stateReason, counts } = this.log.progress;
    if (state === 'pausing' && this.active === 0 && counts.pending > 0) this.goTo('paused', stateReason, null);
  }

  private suspend(credentialId: string, failedLogins: number): void {
    this.log.append({ type: 'job.updated', suspended: { credentialId, failedLogins } });
    const reason = reasonText({ kind: 'credential_suspect' });
    for (const device of this.plan.devices) {
      if (device.credentialId !== credentialId || !this.isPending(device)) continue;
      this.log.append({ type: 'device.skipped', deviceId: device.deviceId, reason });
    }
  }

  private checkLimits(): void {
    if (canaryVerdict(this.plan, this.log.progress) === 'failed') {
      this.log.append({ type: 'job.updated', canary: 'failed' });
    }
    const reached = reachedLimit(this.plan, this.log.progress);
    if (reached) this.stopEarly(reached);
  }

  private afterCanary(): void {
    if (canaryVerdict(this.plan, this.log.progress) !== 'passed') return;
    this.log.append({ type: 'job.updated', canary: 'passed' });
    const { counts, state } = this.log.progress;
    const waits = this.plan.options.canary?.after === 'wait' && counts.pending > 0;
    if (waits && state === 'running' && !this.halted) this.goTo('paused', reasonText({ kind: 'canary_passed' }), null);
  }

  /** No further device; running ones finish; then the job is `failed` with this reason. */
  private stopEarly(reason: Reason): void {
    if (this.halted || this.concluding || !canTransition(this.log.progress.state, 'completing')) return;
    this.goTo('completing', reasonText(reason), null);
    this.halt.abort();
  }

  private async watchDeadline(): Promise<void> {
    const { deadlineMs } = this.plan.options;
    const { startedAt } = this.log.progress;
    if (deadlineMs === null) return;
    const at = Date.parse(startedAt ?? this.plan.createdAt) + deadlineMs;
    await this.deps.clock.sleep(at - this.deps.clock.now(), this.halt.signal);
    this.stopEarly({ kind: 'deadline', ms: deadlineMs });
  }

  private async conclude(): Promise<void> {
    const { state, counts } = this.log.progress;
    const ending = endingOf(this.log.progress);
    // Cut short by a shutdown, the job goes on at the next start.
    if (this.stopping && counts.pending > 0 && state !== 'canceling' && state !== 'completing')
      return this.log.stored();
    this.concluding = true;
    if (state !== ending.via) this.goTo(ending.via, ending.reason, null);
    if (ending.rest) this.endRest(ending.rest, ending.reason ?? '');
    await this.finish(ending.last(this.log.progress.counts));
  }

  /** Gives every device that has not ended its end. */
  private endRest(type: 'device.canceled' | 'device.skipped', reason: string): void {
    for (const { deviceId, state } of [...this.log.progress.devices]) {
      if (isFinalRunState(state)) continue;
      this.log.append(type === 'device.canceled' ? { type, deviceId, durationMs: 0 } : { type, deviceId, reason });
    }
    for (const batch of this.log.progress.batches) this.batchIfDone(batch.index);
  }

  private async control(to: JobState, by: string, act: () => void): Promise<ControlResult> {
    const { state } = this.log.progress;
    const late = this.stopping || this.concluding;
    if (late || !canTransition(state, to)) return { ok: false, reason: 'not_possible', state };
    this.goTo(to, null, by);
    act();
    const answer = this.log.progress.state;
    await this.log.stored();
    return { ok: true, state: answer };
  }

  private goTo(to: JobState, reason: string | null, by: string | null): void {
    this.log.append({ type: 'job.state_changed', from: this.log.progress.state, to, reason, by });
    this.gate.recheck();
  }

  /** "Done" means saved: the last event is appended only when everything before it is stored (law 3). */
  private async finish(last: EventBody): Promise<void> {
    this.halt.abort();
    await this.log.stored();
    this.log.append(last);
    await this.log.stored();
    this.log.end();
  }

  private deviceAt(deviceId: string): DeviceProgress {
    return this.log.progress.devices[positionOf(this.log.progress, deviceId)]!;
  }

  private isPending({ deviceId }: PlannedDevice): boolean {
    return this.deviceAt(deviceId).state === 'pending';
  }
}

/** Devices that start together: each batch, or with rolling the canary and then all others. */
function stretchesOf({ devices, strategy, options }: JobPlan): PlannedDevice[][] {
  const stretches = new Map<number, PlannedDevice[]>();
  for (const device of devices) {
    const key = strategy === 'batch' ? device.batch : options.canary && device.batch === 1 ? 0 : 1;
    const stretch = stretches.get(key);
    if (stretch) stretch.push(device);
    else stretches.set(key, [device]);
  }
  return [...stretches.values()];
}
