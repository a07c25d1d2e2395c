import type { JobEvent } from '@/domain/event-schema';
import { DEVICE_RUN_STATES, type DeviceRunState, isFinalJobState } from '@/domain/job';
import { forkProgress, initialProgress, positionOf } from '@/domain/progress';
import { commandRecords } from './command-record';
import { createConnectionTests } from './connection-tests';
import { DeviceLocks } from './device-locks';
import { EventLog } from './event-log';
import { jobOutputs } from './job-outputs';
import { JobRun } from './job-run';
import { LoginPace } from './login-pace';
import { Places } from './places';
import type { CommandRecord, ControlResult, Engine, EngineDeps, EngineLoad, StoredJob } from './ports';
import { gapOf } from './recovery';

const STORE_PAGE = 1_000;

/** The one wide event of a job. Times in milliseconds; null where it never ran, or has not ended. */
function jobEvent({ plan, log: { progress } }: JobRun): Record<string, unknown> {
  const { state, outcome, stateReason, counts, startedAt, endedAt, batches } = progress;
  const { total: devices, ...byState } = counts;
  return {
    jobId: plan.jobId,
    createdBy: plan.createdBy,
    retryOf: plan.retryOf,
    state,
    outcome,
    reason: stateReason,
    devices,
    ...byState,
    commands: plan.commands.length,
    batches: batches.length,
    durationMs: startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null,
  };
}

/**
 * The engine: runs jobs for as long as the process lives, whoever watches. Takes everything as arguments (law 9), so that
 * it runs without Next and without a database. Errors of the store reach the caller of `start` and `read`; while a job
 * runs they hold back new devices instead.
 */
export function createEngine(deps: EngineDeps): Engine {
  const live = new Map<string, JobRun>();
  const running = new Set<Promise<void>>();
  const shared = {
    ...deps,
    locks: new DeviceLocks(),
    places: new Places(deps.limits.maxSessions),
    logins: new LoginPace(deps),
  };
  const tests = createConnectionTests(shared);

  function open({ plan, progress }: StoredJob): JobRun {
    const { store, clock, watch } = deps;
    const log = new EventLog(progress, {
      store,
      clock,
      log: deps.log,
      onStored: (events, ms) => watch?.stored(plan, events, ms),
      onNotStored: () => watch?.notStored(),
      onHealthChange: () => job.gate.recheck(),
    });
    const job = new JobRun(plan, log, shared);
    live.set(plan.jobId, job);
    return job;
  }

  function launch(job: JobRun): void {
    const { plan, log } = job;
    const done = job.run().then(() => {
      const ended = isFinalJobState(log.progress.state);
      // A job that a shutdown cut short stays readable until the process ends.
      if (ended) live.delete(plan.jobId);
      deps.log.info(jobEvent(job), ended ? 'Job ended' : 'Job cut short; it goes on at the next start');
    });
    running.add(done);
    done
      .catch((error) => deps.log.error({ jobId: plan.jobId, err: error }, 'A job could not be ended'))
      .finally(() => running.delete(done));
  }

  async function read(jobId: string): Promise<StoredJob | null> {
    const job = live.get(jobId);
    // While the store fails, what it last took is still the truth that a reader may build on.
    if (!job?.log.healthy) return deps.store.load(jobId);
    const copy = forkProgress(job.log.progress);
    await job.log.stored();
    return { plan: job.plan, progress: copy };
  }

  async function* events(jobId: string, afterSeq: number, signal: AbortSignal): AsyncGenerator<readonly JobEvent[]> {
    const job = live.get(jobId);
    if (job) return yield* job.log.read(afterSeq, signal);
    let seq = afterSeq;
    while (!signal.aborted) {
      const stretch = await deps.store.readEvents(jobId, seq, STORE_PAGE);
      if (stretch.length === 0) return;
      seq = stretch[stretch.length - 1]!.seq;
      yield stretch;
    }
  }

  async function output(jobId: string, deviceId: string): Promise<CommandRecord[] | null> {
    const job = await read(jobId);
    const position = job ? positionOf(job.progress, deviceId) : -1;
    const device = job?.progress.devices[position];
    const planned = job?.plan.devices[position];
    if (!job || !device || !planned) return null;
    const all: JobEvent[] = [];
    for (;;) {
      const page = await deps.store.readEvents(jobId, all.at(-1)?.seq ?? 0, STORE_PAGE, deviceId);
      all.push(...page);
      if (page.length < STORE_PAGE) return commandRecords(job.plan.commands, device, planned.platform, all);
    }
  }

  async function control(jobId: string, act: (job: JobRun) => Promise<ControlResult>): Promise<ControlResult> {
    const job = live.get(jobId);
    if (job) return act(job);
    const stored = await deps.store.load(jobId);
    if (!stored) return { ok: false, reason: 'not_found' };
    return { ok: false, reason: 'not_possible', state: stored.progress.state };
  }

  function load(): EngineLoad {
    const open = [...live.values()].map(({ log }) => log).filter(({ progress }) => !isFinalJobState(progress.state));
    const sum = (of: (log: EventLog) => number) => open.reduce((total, log) => total + of(log), 0);
    const inState = (state: DeviceRunState) => [state, sum(({ progress }) => progress.counts[state])] as const;
    return {
      devices: Object.fromEntries(DEVICE_RUN_STATES.map(inState)) as EngineLoad['devices'],
      sessions: shared.places.taken,
      sessionsWaiting: shared.places.waitingFor,
      unstoredEvents: sum((log) => log.unstored),
      threads: deps.executor.threads?.() ?? null,
    };
  }

  return {
    load,
    async start(plan) {
      const made = await deps.store.create(plan);
      if (made.created) {
        const { jobId, createdBy, devices, commands, batchSize, strategy } = plan;
        const sizes = { devices: devices.length, commands: commands.length, batchSize, strategy };
        deps.log.info({ jobId, createdBy, ...sizes }, 'Job started');
        launch(open({ plan, progress: initialProgress(plan) }));
      }
      return made;
    },
    pause: (jobId, by) => control(jobId, (job) => job.pause(by)),
    resume: (jobId, by) => control(jobId, (job) => job.resume(by)),
    cancel: (jobId, by) => control(jobId, (job) => job.cancel(by)),
    stopAfterBatch: (jobId, by) => control(jobId, (job) => job.stopAfterBatch(by)),
    read,
    events,
    output,
    async outputs(jobId) {
      const job = await read(jobId);
      return job && jobOutputs(deps.store, job);
    },
    test: tests.test,
    async recover({ restored = false } = {}) {
      const ids = await deps.store.unfinished();
      for (const id of ids) {
        const stored = await deps.store.load(id);
        if (!stored || live.has(id)) continue;
        const ms = await gapOf(stored, deps.store, deps.clock.now());
        const job = open(stored);
        await job.takeUp(restored ? { kind: 'restored' } : { kind: 'away', ms });
        if (restored) await job.log.stored();
        launch(job);
      }
      return ids;
    },
    async stop(graceMs) {
      for (const job of live.values()) job.shutdown(graceMs);
      await Promise.all([...running, tests.stop()]);
      await deps.executor.close();
    },
  };
}
