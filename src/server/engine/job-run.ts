import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { canonicalEndpoint } from '@/domain/device';
import type { EventBody } from '@/domain/event';
import { canTransition, isFinalRunState, type JobPlan, type JobState, type PlannedDevice } from '@/domain/job';
import { type DeviceProgress, outcomeOf, percentOf, positionOf } from '@/domain/progress';
import { describeStop, stopRuleValues } from '@/domain/stop-rule';
import { CredentialGuard } from './credential-guard';
import type { DeviceLocks } from './device-locks';
import type { EventLog } from './event-log';
import { Gate } from './gate';
import type { Approach, LoginPace } from './login-pace';
import { Pace, restorePace } from './pace';
import type { Places } from './places';
import type { ControlResult, EngineDeps } from './ports';
import { restoreGuard, SHORT_GAP_MS, settleInterrupted } from './recovery';
import { retryWaitMs, worthRetrying } from './retry';
import { CANCELED, CREDENTIAL_SUSPECT, SHUTDOWN } from './run-device';

export interface JobRunDeps extends EngineDeps {
  readonly locks: DeviceLocks;
  /** Sessions over all jobs. */
  readonly places: Places;
  readonly logins: LoginPace;
}

/** What one try of a device has sent so far. */
interface Try {
  begun: boolean;
  changed: boolean;
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
    this.guard = new CredentialGuard((credentialId, failedLogins) => this.suspend(credentialId, failedLogins));
  }

  private get halted(): boolean {
    return this.halt.signal.aborted;
  }

  /**
   * Runs until every device has ended, or until `shutdown` has emptied the places; then everything is stored. `gapMs` is
   * for a job of an earlier process: how long nobody worked on it.
   */
  async run(gapMs: number | null = null): Promise<void> {
    if (gapMs !== null) await this.takeUp(gapMs);
    if (this.log.progress.state === 'pending') this.goTo('running', null, null);
    void this.watchDeadline();
    try {
      await this.runStretches();
    } catch (error) {
      this.deps.log.error({ jobId: this.plan.jobId, err: error }, 'A job ended in an unexpected error');
      this.halt.abort();
      this.cut.abort(SHUTDOWN);
      this.concluding = true;
      this.endRest('device.skipped', 'The job ended in an internal error');
      return this.finish({ type: 'job.failed', reason: 'internal', counts: this.log.progress.counts });
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

  private async takeUp(gapMs: number): Promise<void> {
    const { log } = this;
    restorePace(this.pace, this.plan, log.progress);
    restoreGuard(this.guard, this.plan, log);
    await settleInterrupted(this.plan, log, this.deps.store);
    this.percent = percentOf(log.progress.counts);
    const { state } = log.progress;
    if (gapMs > SHORT_GAP_MS && (state === 'pending' || state === 'running')) {
      this.goTo('paused', `the portal was away for ${Math.round(gapMs / 60_000)} minutes`, null);
    }
    this.pausedWhenIdle();
    if (state === 'canceling' || state === 'completing') this.halt.abort();
    this.checkLimits();
  }

  private async runStretches(): Promise<void> {
    const { batchSize, strategy, devices } = this.plan;
    const { signal } = this.halt;
    const place = pLimit(batchSize === 0 ? devices.length : batchSize);
    for (const stretch of stretchesOf(this.plan)) {
      const waiting = stretch.filter((device) => this.isPending(device));
      const begun = strategy === 'batch' && this.log.progress.batches[stretch[0]!.batch - 1]!.state === 'running';
      if (this.halted || (this.log.progress.record.stopAfterBatch && !begun)) return;
      if (waiting.length === 0) continue;
      this.between = true;
      if (strategy === 'batch') await this.pace.next(waiting.length, signal, () => this.gate.pass(signal));
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

  private async startDevice(device: PlannedDevice): Promise<void> {
    const { signal } = this.halt;
    if (signal.aborted || !this.isPending(device)) return;
    let tried = false;
    const way: { approach?: Approach | undefined } = {};
    const setOut = async () => {
      // Outside the lock: a job that is paused must not keep its devices from other jobs.
      await this.gate.pass(signal);
      way.approach ??= await this.deps.logins.approach(device.credentialId, signal);
    };
    // Within the turn: devices that had theirs and then waited for their realm together would start together.
    if (this.plan.strategy === 'rolling') await this.pace.next(1, signal, setOut);
    while (!tried && !signal.aborted && this.isPending(device)) {
      if (!way.approach) await setOut();
      // The lock is taken before a session place: who holds a place never waits for a lock, so no two jobs block each other.
      await this.deps.locks.hold(canonicalEndpoint(device.address, device.port), signal, async () => {
        const giveBack = this.gate.open ? await this.deps.places.take(this.plan.options.priority, signal) : null;
        try {
          // The gate may have closed while this device waited for a place: give the place back and wait at the gate.
          if (!giveBack || !this.gate.open || !this.isPending(device)) return;
          tried = true;
          await this.tryDevice(device, way.approach!);
        } finally {
          giveBack?.();
        }
      });
      way.approach?.leave();
      way.approach = undefined;
    }
    way.approach?.leave();
  }

  private async tryDevice(device: PlannedDevice, approach: Approach): Promise<void> {
    this.active += 1;
    const { clocks, maxOutputBytes } = this.deps.limits;
    const { signal } = this.cut;
    const mayStill = () => !this.guard.suspended(device.credentialId);
    const login = approach.watch(this.guard.watch(device.credentialId, signal), mayStill);
    const sent: Try = { begun: false, changed: false };
    try {
      this.batchStarted(device.batch);
      const work = { target: device, commands: this.plan.commands, clocks, maxOutputBytes };
      for await (const event of this.deps.executor.run(work, signal, login)) {
        this.log.append(this.requeueInstead(event, sent) ?? event);
        await this.afterEvent(event, sent);
      }
    } finally {
      login.decided('none');
      this.active -= 1;
      this.afterDevice(device.batch);
    }
  }

  private batchStarted(batch: number): void {
    const { state, size } = this.log.progress.batches[batch - 1]!;
    if (state === 'pending') this.log.append({ type: 'batch.started', batch, size });
    if (this.plan.strategy === 'rolling') this.pace.started(1);
    else if (state === 'pending') this.pace.started(size);
  }

  private async afterEvent(event: EventBody, sent: Try): Promise<void> {
    if (event.type === 'command.started') {
      sent.begun = true;
      if (this.plan.commands[event.index]?.kind !== 'change') return;
      sent.changed = true;
      await this.log.stored();
    }
    if (event.type === 'command.output') await this.log.roomForOutput();
    if (event.type === 'command.failed') this.checkLimits();
  }

  /** A failure after which this device may begin anew, in this job or at the next start. */
  private requeueInstead(event: EventBody, sent: Try): EventBody | null {
    if (event.type !== 'device.failed') return null;
    const { deviceId } = event;
    const { retries } = this.deviceAt(deviceId);
    const requeue = (reason: string, times: number, notBefore: string | null): EventBody => ({
      type: 'device.updated',
      deviceId,
      phase: null,
      requeued: { reason, retries: times, notBefore },
    });
    if (this.cut.signal.reason === SHUTDOWN && !sent.changed) return requeue('the portal stopped', retries, null);
    if (this.halted || sent.begun || retries >= this.plan.options.retries || !worthRetrying(event.failure)) return null;
    const at = this.deps.clock.now() + retryWaitMs(retries + 1);
    this.notBefore.set(deviceId, at);
    return requeue(event.failure.kind, retries + 1, new Date(at).toISOString());
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
    for (const device of this.plan.devices) {
      if (device.credentialId !== credentialId || !this.isPending(device)) continue;
      this.log.append({ type: 'device.skipped', deviceId: device.deviceId, reason: CREDENTIAL_SUSPECT });
    }
  }

  private checkLimits(): void {
    const reached = stopRuleValues(this.plan, this.log.progress).find((rule) => rule.reached);
    if (reached) this.stopEarly(describeStop(reached));
    if (!this.plan.options.canary || this.log.progress.record.canary) return;
    const { completed, pending, running, total } = this.log.progress.batches[0]!.counts;
    if (completed + pending + running === total) return;
    this.log.append({ type: 'job.updated', canary: 'failed' });
    this.stopEarly(`canary: not every one of its ${total} devices completed`);
  }

  private afterCanary(): void {
    const { record, batches, counts, state } = this.log.progress;
    const { canary } = this.plan.options;
    if (!canary || record.canary || batches[0]!.counts.completed < batches[0]!.counts.total) return;
    this.log.append({ type: 'job.updated', canary: 'passed' });
    if (canary.after === 'wait' && counts.pending > 0 && state === 'running' && !this.halted) {
      this.goTo('paused', 'the canary passed; the rest waits for a person', null);
    }
  }

  /** No further device; running ones finish; then the job is `failed` with this reason. */
  private stopEarly(reason: string): void {
    if (this.halted || this.concluding || !canTransition(this.log.progress.state, 'completing')) return;
    this.goTo('completing', reason, null);
    this.halt.abort();
  }

  private async watchDeadline(): Promise<void> {
    const { deadlineMs } = this.plan.options;
    const { startedAt } = this.log.progress;
    if (deadlineMs === null) return;
    const at = Date.parse(startedAt ?? this.plan.createdAt) + deadlineMs;
    await this.deps.clock.sleep(at - this.deps.clock.now(), this.halt.signal);
    this.stopEarly(`deadline: not done after ${deadlineMs} ms`);
  }

  private async conclude(): Promise<void> {
    const { log } = this;
    const { state, stateReason, counts, record, batches } = log.progress;
    const left = counts.pending > 0;
    if (this.stopping && left && state !== 'canceling' && state !== 'completing') return log.stored();
    this.concluding = true;
    if (state === 'canceling') {
      const by = record.controls.findLast(({ action }) => action === 'cancel')?.by ?? null;
      this.endRest('device.canceled', '');
      await this.finish({ type: 'job.canceled', by, counts: log.progress.counts });
    } else if (state === 'completing' && stateReason !== null) {
      this.endRest('device.skipped', stateReason);
      await this.finish({ type: 'job.failed', reason: stateReason, counts: log.progress.counts });
    } else if (record.stopAfterBatch && left) {
      const by = record.controls.findLast(({ action }) => action === 'stop_after_batch')?.by ?? null;
      const reason = `stopped after batch ${batches.filter((batch) => batch.state !== 'pending').length} by ${by}`;
      this.goTo('canceling', reason, null);
      this.endRest('device.skipped', reason);
      await this.finish({ type: 'job.canceled', by, reason, counts: log.progress.counts });
    } else {
      if (state !== 'completing') this.goTo('completing', null, null);
      await this.finish({ type: 'job.completed', outcome: outcomeOf(counts), counts: log.progress.counts });
    }
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
