import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialProgress } from '@/domain/progress';
import { createJobStore } from '@/server/db/job-store';
import { createRetention } from '@/server/db/retention';
import type { JobStore } from '@/server/engine/ports';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

const DAY = 86_400_000;
/** The end that sample events have. */
const END = Date.parse('2026-03-01T10:00:01.000Z');

let temp: TempDatabase;
let store: JobStore;
beforeEach(async () => {
  temp = await tempDatabase();
  store = createJobStore(temp.db);
});
afterEach(() => temp.remove());

async function job(jobId: string, ended: boolean, output = 'x'): Promise<void> {
  const plan = samplePlan(jobId, 3);
  await store.create(plan);
  const progress = initialProgress(plan);
  await store.append(flushOf(progress, [...jobStarts, ...deviceRun('dev-0', output)]));
  if (ended) await store.append(flushOf(progress, [{ type: 'job.failed', reason: 'x', counts: progress.counts }]));
}

const rows = async () => ({
  jobs: (await temp.db.prisma.job.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id),
  events: new Set((await temp.db.prisma.jobEvent.findMany()).map(({ jobId }) => jobId)),
  devices: new Set((await temp.db.prisma.jobDevice.findMany()).map(({ jobId }) => jobId)),
});

describe('retention', () => {
  it('by age deletes ended jobs with all that belongs to them, and never one that runs', async () => {
    await job('old', true);
    await job('running', false);
    const retention = createRetention(temp.db, { maxAgeMs: 30 * DAY, maxBytes: null });
    expect(await retention.sweep(END + 29 * DAY)).toEqual([]);
    expect(await retention.sweep(END + 31 * DAY)).toEqual(['old']);
    const left = await rows();
    expect(left.jobs).toEqual(['running']);
    expect([...left.events, ...left.devices]).toEqual(['running', 'running']);
  });

  it('by size deletes those that ended first until it fits, and never one that runs', async () => {
    const megabyte = 'y'.repeat(1_000_000);
    for (const id of ['a', 'b', 'c']) await job(id, true, megabyte);
    await job('running', false, megabyte);
    const retention = createRetention(temp.db, { maxAgeMs: null, maxBytes: 2_600_000 });
    expect(await retention.sweep(END)).toEqual(['a', 'b']);
    expect((await rows()).jobs).toEqual(['c', 'running']);
    const nothing = createRetention(temp.db, { maxAgeMs: null, maxBytes: 1 });
    expect(await nothing.sweep(END)).toEqual(['c']);
    expect((await rows()).jobs).toEqual(['running']);
  });

  it('without limits deletes nothing', async () => {
    await job('old', true);
    expect(await createRetention(temp.db, { maxAgeMs: null, maxBytes: null }).sweep(END + 9_999 * DAY)).toEqual([]);
  });
});
