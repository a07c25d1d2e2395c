import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { canonicalEndpoint } from '@/domain/device';
import type { EventBody } from '@/domain/event';
import { canTransition, isFinalRunState, type JobPlan, type JobState, type PlannedDevice } from '@/domain/job';
import { doneOf, outcomeOf, percentOf } from '@/domain/progress';
import { aborted, type DeviceLocks } from './device-locks';
import type { EventLog } from './event-log';
import { Gate } from './gate';
import { Pace } from './pace';
import type { ControlResult, EngineDeps } from './ports';
import { CANCELED, SHUTDOWN } from './run-device';

export interface JobRunDeps extends EngineDeps {
  readonly locks: DeviceLocks;
  /** Sessions over all jobs. */
  readonly sessions: LimitFunction;
}

/**
 * One job at work: who may start now, and how the job's state moves. Batches and rolling are one loop: devices go through
 * `batchSize` places, and with batches the next stretch of devices waits until the last one is through.
 */
export class JobRun {
  readonly gate: Gate;
  private readonly abort = new AbortController();
  private readonly whenAborted = aborted(this.abort.signal);
  private readonly pace: Pace;
  private stopping = false;
  /** Devices between the gate and their end. */
  private active = 0;
  private canceledBy: string | null = null;

  constructor(
    readonly plan: JobPlan,
    readonly log: EventLog,
    private readonly deps: JobRunDeps,
  ) {
    this.gate = new Gate(() => this.log.progress.state === 'running' && this.log.healthy && !this.stopping);
    // Every running device listens for the cancel of its job; hundreds are no leak.
    setMaxListeners(0, this.abort.signal);
    this.pace = new Pace(plan.devicesPerHour, deps.clock);
  }

  /** Runs until every device has ended, or until `shutdown` has emptied the places; then everything is stored. */
  async run(): Promise<void> {
    this.goTo('running', null, null);
    try {
      await this.runStretches();
    } catch (error) {
      this.deps.log.error({ jobId: this.plan.jobId, err: error }, 'A job ended in an unexpected error');
      this.abort.abort(SHUTDOWN);
      this.endRest('device.skipped');
      await this.finish({ type: 'job.failed', reason: 'internal', counts: this.log.progress.counts });
      return;
    }
    if (this.log.progress.state === 'canceling') {
      this.endRest('device.canceled');
      await this.finish({ type: 'job.canceled', by: this.canceledBy, counts: this.log.progress.counts });
    } else if (this.stopping && doneOf(this.log.progress.counts) < this.plan.devices.length) {
      await this.log.stored();
    } else {
      this.goTo('completing', null, null);
      const { counts } = this.log.progress;
      await this.finish({ type: 'job.completed', outcome: outcomeOf(counts), counts });
    }
  }

  pause(by: string): Promise<ControlResult> {
    return this.control('pausing', by, () => this.pausedWhenIdle());
  }

  resume(by: string): Promise<ControlResult> {
    return this.control('running', by, () => this.gate.recheck());
  }

  cancel(by: string): Promise<ControlResult> {
    return this.control('canceling', by, () => {
      this.canceledBy = by;
      this.abort.abort(CANCELED);
    });
  }

  /** No device starts from now on; running ones are cut after `graceMs`. */
  shutdown(graceMs: number): void {
    this.stopping = true;
    setTimeout(() => this.abort.abort(SHUTDOWN), graceMs).unref();
    this.releaseWhenStopped();
  }

  /** Those who wait for their turn would wait for ever: nobody opens the gate of a portal that stops. */
  private releaseWhenStopped(): void {
    if (this.stopping && this.active === 0) this.abort.abort(SHUTDOWN);
  }

  private async runStretches(): Promise<void> {
    const { devices, strategy, batchSize } = this.plan;
    const place = pLimit(batchSize === 0 ? devices.length : batchSize);
    for (const stretch of strategy === 'batch' ? byBatch(devices) : [devices]) {
      if (strategy === 'batch') await this.turnFor(stretch.length);
      await Promise.all(stretch.map((device) => place(() => this.startDevice(device))));
      if (this.abort.signal.aborted) return;
    }
  }

  private async turnFor(size: number): Promise<void> {
    await this.gate.pass(this.abort.signal);
    await this.pace.next(size, this.abort.signal);
  }

  private async startDevice(device: PlannedDevice): Promise<void> {
    const { signal } = this.abort;
    if (signal.aborted) return;
    if (this.plan.strategy === 'rolling') await this.turnFor(1);
    // The lock is taken before a session place: who holds a place never waits for a lock, so no two jobs block each other.
    await this.deps.locks.hold(canonicalEndpoint(device.address, device.port), signal, async () => {
      let running: Promise<void> | null = null;
      while (!running && !signal.aborted) {
        await this.gate.pass(signal);
        const turn = this.deps.sessions(async () => {
          // The gate may have closed while this device waited for a place: give the place back and wait at the gate.
          if (!this.gate.open || signal.aborted) return;
          running = this.runDevice(device);
          await running;
        });
        await Promise.race([turn, this.whenAborted]);
      }
      await running;
    });
  }

  private async runDevice(device: PlannedDevice): Promise<void> {
    this.active += 1;
    try {
      if (this.log.progress.batches[device.batch - 1]!.state === 'pending') {
        const { size } = this.log.progress.batches[device.batch - 1]!;
        this.log.append({ type: 'batch.started', batch: device.batch, size });
      }
      const { clocks, maxOutputBytes } = this.deps.limits;
      const work = { target: device, commands: this.plan.commands, clocks, maxOutputBytes };
      for await (const event of this.deps.executor.run(work, this.abort.signal)) {
        this.log.append(event);
        await this.afterEvent(event);
      }
    } finally {
      this.active -= 1;
      this.afterDevice(device.batch);
    }
  }

  private async afterEvent(event: EventBody): Promise<void> {
    if (event.type === 'command.started' && this.plan.commands[event.index]?.kind === 'change') await this.log.stored();
    if (event.type === 'command.output') await this.log.roomForOutput();
  }

  private afterDevice(batch: number): void {
    this.progressIfRisen();
    this.batchIfDone(batch);
    this.pausedWhenIdle();
    this.releaseWhenStopped();
  }

  private percent = 0;

  private progressIfRisen(): void {
    const { counts } = this.log.progress;
    const percent = percentOf(counts);
    if (percent <= this.percent) return;
    this.percent = percent;
    this.log.append({ type: 'job.progress', percent, counts: { ...counts } });
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

  /** Gives every device that has not ended its end; after a cancel, or when the job itself broke. */
  private endRest(type: 'device.canceled' | 'device.skipped'): void {
    for (const device of this.log.progress.devices) {
      if (isFinalRunState(device.state)) continue;
      const { deviceId } = device;
      if (type === 'device.canceled') this.log.append({ type, deviceId, durationMs: 0 });
      else this.log.append({ type, deviceId, reason: 'The job ended in an internal error' });
    }
    for (const batch of this.log.progress.batches) this.batchIfDone(batch.index);
  }

  private async control(to: JobState, by: string, act: () => void): Promise<ControlResult> {
    const { state } = this.log.progress;
    if (this.stopping || !canTransition(state, to)) return { ok: false, reason: 'not_possible', state };
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
    await this.log.stored();
    this.log.append(last);
    await this.log.stored();
    this.log.end();
  }
}

function byBatch(devices: readonly PlannedDevice[]): PlannedDevice[][] {
  const batches: PlannedDevice[][] = [];
  for (const device of devices) {
    const batch = batches[device.batch - 1];
    if (batch) batch.push(device);
    else batches[device.batch - 1] = [device];
  }
  return batches;
}
