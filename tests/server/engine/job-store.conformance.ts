import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialProgress, type JobProgress } from '@/domain/progress';
import type { JobStore } from '@/server/engine/ports';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';

interface StoreUnderTest {
  readonly store: JobStore;
  readonly close: () => Promise<void>;
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** What every JobStore must do; run on each implementation. */
export function jobStoreConformance(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`JobStore: ${name}`, () => {
    let made: StoreUnderTest;
    let store: JobStore;
    let jobs = 0;
    const newJobId = () => `job-${++jobs}`;

    beforeAll(async () => {
      made = await makeStore();
      store = made.store;
    });
    afterAll(() => made.close());

    async function started(devices = 12): Promise<JobProgress> {
      const plan = samplePlan(newJobId(), devices);
      await store.create(plan);
      const progress = initialProgress(plan);
      await store.append(flushOf(progress, jobStarts));
      return progress;
    }

    it('gives back the plan and the untouched progress of a job that was just created', async () => {
      const plan = samplePlan(newJobId(), 25, { devicesPerHour: 120.5, retryOf: 'job-0' });
      expect(await store.create(plan)).toEqual({ jobId: plan.jobId, created: true });
      const loaded = await store.load(plan.jobId);
      expect(loaded?.plan).toEqual(plan);
      expect(plain(loaded?.progress)).toEqual(plain(initialProgress(plan)));
    });

    it('knows nothing of a job that was never created', async () => {
      expect(await store.load('no-such-job')).toBeNull();
    });

    it('gives the first job for an idempotency key that its maker used before', async () => {
      const first = samplePlan(newJobId(), 3, { idempotencyKey: 'key-1' });
      const second = samplePlan(newJobId(), 4, { idempotencyKey: 'key-1' });
      const other = samplePlan(newJobId(), 3, { idempotencyKey: 'key-1', createdBy: 'someone else' });
      await store.create(first);
      expect(await store.create(second)).toEqual({ jobId: first.jobId, created: false });
      expect(await store.load(second.jobId)).toBeNull();
      expect((await store.load(first.jobId))?.plan.devices).toHaveLength(3);
      expect(await store.create(other)).toEqual({ jobId: other.jobId, created: true });
    });

    it('makes one job of two simultaneous calls with one idempotency key', async () => {
      const plans = [1, 2].map(() => samplePlan(newJobId(), 200, { idempotencyKey: 'key-2' }));
      const answers = await Promise.all(plans.map((plan) => store.create(plan)));
      expect(answers.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1);
    });

    it('loads exactly the progress that the flushed events make', async () => {
      const progress = await started();
      await store.append(
        flushOf(progress, [
          ...deviceRun('dev-0'),
          { type: 'device.started', deviceId: 'dev-1' },
          {
            type: 'device.failed',
            deviceId: 'dev-1',
            failure: { kind: 'timeout', phase: 'auth', ms: 9 },
            durationMs: 9,
          },
          { type: 'device.skipped', deviceId: 'dev-2', reason: 'the job was stopped' },
          { type: 'device.started', deviceId: 'dev-3' },
          { type: 'batch.completed', batch: 1 },
          { type: 'batch.started', batch: 2, size: 2 },
        ]),
      );
      expect(plain((await store.load(progress.jobId))?.progress)).toEqual(plain(progress));
    });

    it('gives back every event as it was appended, in order', async () => {
      const progress = await started();
      const hostile = 'NUL \u0000 lone \ud800 bidi \u202e quote " back \\ </script> 😀\r\n';
      const flush = flushOf(progress, deviceRun('dev-0', hostile));
      await store.append(flush);
      expect(await store.readEvents(progress.jobId, 2, 1_000)).toEqual(flush.events);
    });

    it('reads from a cursor, at most the limit, and one device alone', async () => {
      const progress = await started();
      const runs = flushOf(progress, [...deviceRun('dev-0'), ...deviceRun('dev-1')]);
      await store.append(runs);
      const { jobId } = progress;
      expect((await store.readEvents(jobId, 3, 4)).map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
      expect(await store.readEvents(jobId, progress.seq, 10)).toEqual([]);
      const own = runs.events.filter((event) => 'deviceId' in event && event.deviceId === 'dev-1');
      expect(await store.readEvents(jobId, 0, 100, 'dev-1')).toEqual(own);
      expect(await store.readEvents(jobId, own[2]!.seq, 2, 'dev-1')).toEqual(own.slice(3, 5));
    });

    it('reads the runs of several devices, one after the other, at most the limit', async () => {
      const progress = await started();
      const runs = ['dev-2', 'dev-0', 'dev-1'].map((deviceId) => deviceRun(deviceId));
      const mixed = runs[0]!.flatMap((_, step) => runs.map((run) => run[step]!));
      const { events } = flushOf(progress, mixed);
      await store.append({ jobId: progress.jobId, events, devices: progress.devices.slice(0, 3), progress });
      const of = (id: string) => events.filter((event) => 'deviceId' in event && event.deviceId === id);
      const both = [...of('dev-0'), ...of('dev-2')];
      expect(await store.readRuns(progress.jobId, ['dev-2', 'dev-0', 'nobody'], 100)).toEqual(both);
      expect(await store.readRuns(progress.jobId, ['dev-0', 'dev-2'], 8)).toEqual(both.slice(0, 8));
    });

    it('changes nothing when a flush is repeated, alone or as the beginning of a longer one', async () => {
      const progress = await started();
      const first = flushOf(progress, deviceRun('dev-0'));
      await store.append(first);
      await store.append(first);
      const second = flushOf(progress, deviceRun('dev-1'));
      await store.append({
        ...second,
        events: [...first.events, ...second.events],
        devices: [...first.devices, ...second.devices],
      });
      const { jobId } = progress;
      expect((await store.readEvents(jobId, 0, 1_000)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: progress.seq }, (_, i) => i + 1),
      );
      expect(plain((await store.load(jobId))?.progress)).toEqual(plain(progress));
    });

    it('refuses a flush that leaves a gap, and stays as it was', async () => {
      const progress = await started();
      const before = plain((await store.load(progress.jobId))?.progress);
      flushOf(progress, deviceRun('dev-0'));
      const later = flushOf(progress, deviceRun('dev-1'));
      await expect(store.append(later)).rejects.toThrow();
      expect(await store.readEvents(progress.jobId, 2, 10)).toEqual([]);
      expect(plain((await store.load(progress.jobId))?.progress)).toEqual(before);
    });

    it('refuses a flush for a job that was never created', async () => {
      const progress = initialProgress(samplePlan('never-created', 10));
      await expect(store.append(flushOf(progress, jobStarts))).rejects.toThrow();
    });

    it('lists jobs as unfinished until their last event', async () => {
      const progress = await started();
      const { jobId, counts } = progress;
      expect(await store.unfinished()).toContain(jobId);
      await store.append(
        flushOf(progress, [{ type: 'job.state_changed', from: 'running', to: 'canceling', reason: null, by: 'me' }]),
      );
      expect(await store.unfinished()).toContain(jobId);
      await store.append(flushOf(progress, [{ type: 'job.canceled', by: 'me', counts }]));
      expect(await store.unfinished()).not.toContain(jobId);
    });

    it('lists unfinished jobs oldest first', async () => {
      const old = samplePlan(newJobId(), 1, { createdAt: '2031-01-01T00:00:00.000Z' });
      const young = samplePlan(newJobId(), 1, { createdAt: '2031-01-02T00:00:00.000Z' });
      await store.create(old);
      await store.create(young);
      const ids = await store.unfinished();
      expect(ids.indexOf(old.jobId)).toBeLessThan(ids.indexOf(young.jobId));
    });

    it('keeps the events of two jobs apart', async () => {
      const [one, two] = [await started(), await started()];
      await Promise.all([
        store.append(flushOf(one, deviceRun('dev-0', 'one'))),
        store.append(flushOf(two, deviceRun('dev-0', 'two'))),
      ]);
      const chunks = async (jobId: string) =>
        (await store.readEvents(jobId, 0, 100)).flatMap((event) =>
          event.type === 'command.output' ? event.chunk : [],
        );
      expect(await chunks(one.jobId)).toEqual(['one']);
      expect(await chunks(two.jobId)).toEqual(['two']);
    });
  });
}
