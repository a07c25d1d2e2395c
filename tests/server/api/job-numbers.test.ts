import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventBody } from '@/domain/event-schema';
import type { JobPlan } from '@/domain/job';
import { applyEvent, initialProgress, type JobProgress } from '@/domain/progress';
import type { Services } from '@/server/api/context';
import { jobForecast, jobNumbers } from '@/server/api/job-numbers';
import { createJobQueries } from '@/server/db/job-queries';
import { createJobStore } from '@/server/db/job-store';
import { type PlanOptions, planOf } from '../../support/plan';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeAll(async () => {
  temp = await tempDatabase();
});
afterAll(() => temp.remove());

const START = Date.UTC(2026, 0, 1);

type Timed = readonly (readonly [second: number, body: EventBody])[];

const started: EventBody = { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null };

function happen(progress: JobProgress, events: Timed): void {
  for (const [second, body] of events) {
    const at = new Date(START + second * 1_000).toISOString();
    applyEvent(progress, { seq: progress.seq + 1, jobId: progress.jobId, at, ...body });
  }
}

/** The numbers of a job at `seconds` after its start, after these events. */
function numbersOf(plan: JobPlan, seconds: number, events: Timed) {
  const progress = initialProgress(plan);
  happen(progress, [[0, started], ...events]);
  const services = { jobs: createJobQueries(temp.db), clock: { now: () => START + seconds * 1_000 } };
  return jobNumbers(services as unknown as Services, { plan, progress });
}

const began = (deviceId: string): EventBody => ({ type: 'device.started', deviceId });
const done = (deviceId: string, durationMs = 1_000): EventBody => ({ type: 'device.completed', deviceId, durationMs });
const ids = (plan: JobPlan) => plan.devices.map(({ deviceId }) => deviceId);
const at = (second: number, events: EventBody[]) => events.map((event) => [second, event] as const);

const barrier: PlanOptions = { devices: 20, batchSize: 10, jobId: 'numbers' };

it('a batch that waits for its last few devices is limited by its slow tail', async () => {
  const plan = planOf(barrier);
  const first = ids(plan).slice(0, 10);
  const all = [...at(0, [{ type: 'batch.started', batch: 1, size: 10 }, ...first.map(began)])];
  expect((await numbersOf(plan, 5, all)).limitedBy).toBe('batch size');
  const ended = at(
    2,
    first.slice(0, 8).map((id) => done(id)),
  );
  expect((await numbersOf(plan, 5, [...all, ...ended])).limitedBy).toBe('slow tail');
});

it('a rolling job has a slow tail only when nobody is left to take the free places', async () => {
  const plan = planOf({ ...barrier, strategy: 'rolling' });
  const events = at(0, ids(plan).slice(0, 10).map(began));
  const ended = at(
    2,
    ids(plan)
      .slice(0, 8)
      .map((id) => done(id)),
  );
  expect((await numbersOf(plan, 5, [...events, ...ended])).limitedBy).toBe('batch size');
  const rest = [
    ...at(2, ids(plan).slice(10).map(began)),
    ...at(
      3,
      ids(plan)
        .slice(10)
        .map((id) => done(id)),
    ),
  ];
  expect((await numbersOf(plan, 5, [...events, ...ended, ...rest])).limitedBy).toBe('slow tail');
});

it('a job that waits for its rate is limited by that, until the moment it may start', async () => {
  const plan = planOf({ ...barrier, devicesPerHour: 600 });
  const nextStartAt = new Date(START + 60_000).toISOString();
  const events = at(1, [{ type: 'job.updated', nextStartAt }]);
  expect(await numbersOf(plan, 59, events)).toMatchObject({ limitedBy: 'rate limit', nextStartAt });
  expect((await numbersOf(plan, 61, events)).limitedBy).toBe('batch size');
});

it('a rolling job with free places and devices that wait is limited by its rate, however short its waits', async () => {
  const plan = planOf({ ...barrier, strategy: 'rolling', devicesPerHour: 36_000 });
  const events = at(1, ids(plan).slice(0, 10).map(began));
  expect((await numbersOf(plan, 2, events)).limitedBy).toBe('batch size');
  expect((await numbersOf(plan, 2, [...events, ...at(2, [done('r1')])])).limitedBy).toBe('rate limit');
});

it('speed is that of the last minute, and the forecast that of the devices that are left', async () => {
  const plan = planOf({ ...barrier, devices: 40, strategy: 'rolling' });
  const half = ids(plan).slice(0, 20);
  const events = half.flatMap((id, i) => [[i * 5, began(id)] as const, [i * 5 + 1, done(id, 1_000)] as const]);
  const numbers = await numbersOf(plan, 100, events);
  // 12 of the 20 devices ended after second 40.
  expect(numbers.devicesPerMinute).toBe(12);
  expect(numbers).toMatchObject({ elapsedMs: 100_000, successRate: 1, remainingMs: { basis: 'run', p50: 2_000 } });
  expect(Date.parse(numbers.eta!)).toBe(START + 102_000);
});

it('a forecast is made once a second for all who ask, and anew for another state', async () => {
  const plan = planOf({ ...barrier, jobId: 'asked-often' });
  const progress = initialProgress(plan);
  const begun = ids(plan).slice(0, 10).map(began);
  happen(progress, [[0, started], ...at(0, [{ type: 'batch.started', batch: 1, size: 10 }, ...begun])]);
  let now = START + 5_000;
  const services = {
    jobs: createJobQueries(temp.db),
    engine: { read: async (jobId: string) => (jobId === plan.jobId ? { plan, progress } : null) },
    clock: { now: () => now },
  } as unknown as Services;
  const speed = async () => (await jobForecast(services, plan.jobId)).devicesPerMinute;
  expect(await speed()).toBe(0);
  happen(progress, [[5, done('r1')]]);
  expect(await speed()).toBe(0);
  now += 1_000;
  expect(await speed()).toBe(10);
  expect((await jobForecast(services, plan.jobId)).remainingMs).not.toBeNull();
  happen(progress, at(6, [{ type: 'job.state_changed', from: 'running', to: 'paused', reason: null, by: null }]));
  expect((await jobForecast(services, plan.jobId)).remainingMs).toBeNull();
  await expect(jobForecast(services, 'nobody')).rejects.toThrow('nobody');
});

it('what is usual is the middle half of at least three such jobs', async () => {
  const store = createJobStore(temp.db);
  const usualOf = async () => (await numbersOf(samplePlan('asks', 10), 5, [])).usualMs;
  for (const [i, seconds] of [40, 60, 90, 300].entries()) {
    if (i === 2) expect(await usualOf()).toBeNull();
    const plan = samplePlan(`usual-${i}`, 10);
    await store.create(plan);
    const progress = initialProgress(plan);
    const events = flushOf(progress, [
      ...jobStarts,
      ...plan.devices.flatMap(({ deviceId }) => deviceRun(deviceId)),
      { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
      { type: 'job.completed', outcome: 'ok', counts: progress.counts },
    ]);
    progress.endedAt = new Date(Date.parse(progress.startedAt!) + seconds * 1_000).toISOString();
    await store.append(events);
  }
  expect(await usualOf()).toEqual({ from: 40_000, to: 90_000 });
});
