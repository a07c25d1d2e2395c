import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevicePlatform } from '@/domain/device';
import { initialProgress } from '@/domain/progress';
import { createJobQueries, type JobQueries } from '@/server/db/job-queries';
import { createJobStore } from '@/server/db/job-store';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let queries: JobQueries;

/** Jobs job-00 … job-24, the later the younger but pairs of the same time; the last has 25 devices and has begun. */
beforeAll(async () => {
  temp = await tempDatabase();
  queries = createJobQueries(temp.db);
  const store = createJobStore(temp.db);
  for (let i = 0; i < 25; i += 1) {
    const createdAt = `2026-03-01T10:00:${String(i >> 1).padStart(2, '0')}.000Z`;
    const jobId = `job-${String(i).padStart(2, '0')}`;
    const plan = samplePlan(jobId, 25, { createdAt, title: i === 7 ? 'Area 0_check Zürich' : `Check ${i}` });
    await store.create(plan);
    if (i < 24) continue;
    const progress = initialProgress(plan);
    await store.append(flushOf(progress, jobStarts));
    const runs = [0, 1, 2, 3].flatMap((n) => deviceRun(`dev-${n}`, 'x', 400 - n * 100));
    const fails = [
      { type: 'device.started', deviceId: 'dev-4' },
      { type: 'device.failed', deviceId: 'dev-4', failure: { kind: 'refused' }, durationMs: 7 },
    ] as const;
    await store.append(flushOf(progress, [...runs, ...fails]));
  }
});
afterAll(() => temp.remove());

describe('list', () => {
  it('pages newest first through every job exactly once, also where times are equal', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<JobQueries['list']>> = await queries.list({ cursor, limit: 4 });
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ jobId }) => jobId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `job-${String(24 - i).padStart(2, '0')}`));
  });

  it('shows state, counts and percent as the events made them', async () => {
    const [newest] = (await queries.list({ limit: 1 })).items;
    expect(newest).toMatchObject({ jobId: 'job-24', state: 'running', totalDevices: 25, totalBatches: 3, percent: 20 });
    expect(newest?.counts).toMatchObject({ total: 25, completed: 4, failed: 1, pending: 20 });
  });

  it('filters by state and by any part of title, id or maker in any case', async () => {
    expect((await queries.list({ state: 'running' })).total).toBe(1);
    expect((await queries.list({ search: '0_CHECK ZÜR' })).items.map(({ jobId }) => jobId)).toEqual(['job-07']);
    expect((await queries.list({ search: 'job-1' })).total).toBe(10);
    expect((await queries.list({ search: 'OPERATOR@' })).total).toBe(25);
    expect((await queries.list({ search: '%' })).total).toBe(0);
  });

  it('counts jobs by state', async () => {
    expect(await queries.countByState()).toEqual({ pending: 24, running: 1 });
  });

  it('finds a job by its maker and idempotency key', async () => {
    expect(await queries.byIdempotencyKey('operator@example.net', 'none')).toBeNull();
  });
});

describe('runs', () => {
  it('pages in the order of the plan through every device exactly once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await queries.runs({ jobId: 'job-24', cursor, limit: 7 });
      expect(page?.total).toBe(25);
      seen.push(...(page?.items ?? []).map(({ deviceId }) => deviceId));
      cursor = page?.nextCursor ?? null;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `dev-${i}`));
  });

  it('filters by state, country, batch and name or address, and counts what matches', async () => {
    const total = async (filter: object) => (await queries.runs({ jobId: 'job-24', ...filter }))?.total;
    expect(await total({ state: 'failed' })).toBe(1);
    expect(await total({ country: 'DE' })).toBe(9);
    expect(await total({ batch: 3 })).toBe(5);
    expect(await total({ search: 'ROUTER-2' })).toBe(6);
    expect(await total({ search: '10.1.0.24' })).toBe(1);
    expect(await total({ state: 'completed', country: 'DE', batch: 1 })).toBe(2);
  });

  it('gives a run with its failure, platform and address', async () => {
    const page = await queries.runs({ jobId: 'job-24', state: 'failed' });
    expect(page?.items[0]).toMatchObject({
      deviceName: 'router-4',
      address: '10.1.0.4',
      platform: 'cisco_ios',
      failure: { kind: 'refused' },
      durationMs: 7,
    });
  });

  it('tells an unknown job from one without matches', async () => {
    expect(await queries.runs({ jobId: 'no-such-job' })).toBeNull();
    expect(await queries.runs({ jobId: 'job-00', state: 'failed' })).toMatchObject({ items: [], total: 0 });
  });
});

const LINES = ['show ip ospf', 'show ip ospf neighbor'];

it('estimates from completed runs of the very same lines only', async () => {
  expect(await queries.typicalDeviceMs(LINES, ['dev-1'])).toEqual([100, 200, 300, 400]);
  expect(await queries.typicalDeviceMs([...LINES].reverse(), ['dev-1'])).toEqual([]);
});

it('estimates from runs of the same devices where ten of those are known, else from those of any', async () => {
  const own = await tempDatabase();
  const store = createJobStore(own.db);
  const plan = samplePlan('job-own', 30);
  await store.create(plan);
  const runs = plan.devices.flatMap(({ deviceId }, at) => deviceRun(deviceId, 'x', at < 12 ? 9_000 : 1_000));
  await store.append(flushOf(initialProgress(plan), [...jobStarts, ...runs]));
  const ids = plan.devices.map(({ deviceId }) => deviceId);
  const asked = createJobQueries(own.db);
  expect(new Set(await asked.typicalDeviceMs(LINES, ids.slice(0, 12)))).toEqual(new Set([9_000]));
  expect(await asked.typicalDeviceMs(LINES, ids.slice(0, 3))).toHaveLength(30);
  await own.remove();
});

it('says how long commands took by platform, with those of the job before where this one has few', async () => {
  const own = await tempDatabase();
  const store = createJobStore(own.db);
  const ran = async (jobId: string, createdAt: string, devices: number, xr: number) => {
    const sample = samplePlan(jobId, devices, { createdAt });
    const platformOf = (at: number): DevicePlatform => (at < xr ? 'cisco_xr' : 'cisco_ios');
    const plan = {
      ...sample,
      devices: sample.devices.map((one, at) => ({ ...one, platform: platformOf(at) })),
    } as const;
    await store.create(plan);
    const progress = initialProgress(plan);
    const runs = plan.devices.flatMap(({ deviceId }) => deviceRun(deviceId));
    const counts = { ...progress.counts, pending: 0, completed: devices };
    const end = [
      { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
      { type: 'job.completed', outcome: 'ok', counts },
    ] as const;
    await store.append(flushOf(progress, [...jobStarts, ...runs, ...end]));
  };
  await ran('before', '2026-03-01T09:00:00.000Z', 12, 4);
  await ran('now', '2026-03-01T10:00:00.000Z', 23, 2);
  const times = await createJobQueries(own.db).commandMs('now');
  expect(times?.map(({ index, platform, durations }) => [index, platform, durations.length])).toEqual([
    [0, 'cisco_ios', 21],
    [0, 'cisco_xr', 6],
  ]);
  expect(await createJobQueries(own.db).commandMs('nobody')).toBeNull();
  await own.remove();
});

it('says how long completed jobs of the same lines and pace and about as many devices took', async () => {
  const own = await tempDatabase();
  const store = createJobStore(own.db);
  const ended = async (jobId: string, devices: number, seconds: number, completed = true, pace = {}) => {
    const plan = samplePlan(jobId, devices, pace);
    await store.create(plan);
    const progress = initialProgress(plan);
    const start = flushOf(progress, jobStarts);
    const runs = plan.devices.flatMap(({ deviceId }) => deviceRun(deviceId));
    const end = flushOf(progress, [
      ...runs,
      { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
      completed
        ? { type: 'job.completed', outcome: 'ok', counts: progress.counts }
        : { type: 'job.failed', reason: 'internal', counts: progress.counts },
    ]);
    progress.endedAt = new Date(Date.parse(progress.startedAt!) + seconds * 1_000).toISOString();
    await store.append(start);
    await store.append(end);
  };
  await ended('a', 20, 60);
  await ended('b', 10, 30);
  await ended('too-small', 9, 5);
  await ended('failed', 20, 7, false);
  await ended('paced', 20, 900, true, { devicesPerHour: 80 });
  await ended('rolling', 20, 40, true, { strategy: 'rolling' });
  const { typicalJobMs } = createJobQueries(own.db);
  const plan = samplePlan('any', 20);
  expect(await typicalJobMs(LINES, 20, plan)).toEqual([30_000, 60_000]);
  expect(await typicalJobMs(LINES, 20, { ...plan, devicesPerHour: 80 })).toEqual([900_000]);
  await own.remove();
});
