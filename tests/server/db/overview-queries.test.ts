import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '@/domain/event-schema';
import { initialProgress } from '@/domain/progress';
import { createJobStore } from '@/server/db/job-store';
import { createOverviewQueries, type OverviewQueries } from '@/server/db/overview-queries';
import { deviceRun, flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let queries: OverviewQueries;
beforeAll(async () => {
  temp = await tempDatabase();
  queries = createOverviewQueries(temp.db);
  await temp.db.prisma.credential.create({ data: { id: 'cred-1', name: 'core', username: 'ops' } });
});
afterAll(() => temp.remove());

const device = (n: number, country: string) => {
  const endpoint = `10.1.0.${n}:22`;
  const fields = { name: `router-${n}`, address: `10.1.0.${n}`, port: 22, country, platform: 'cisco_ios' };
  const data = { id: `dev-${n}`, ...fields, credentialId: 'cred-1', canonicalEndpoint: endpoint, searchText: '' };
  return temp.db.prisma.device.create({ data });
};

const counts = { total: 2, pending: 0, running: 0, completed: 1, failed: 1, skipped: 0, canceled: 0, unknown: 0 };
const ends: EventBody[] = [
  { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
  { type: 'job.completed', outcome: 'partial', counts },
];

async function run(jobId: string, devices: number, at: string, bodies: readonly EventBody[]) {
  const plan = samplePlan(jobId, devices, { createdAt: at });
  const store = createJobStore(temp.db);
  await store.create(plan);
  const flush = flushOf(initialProgress(plan), [...jobStarts, ...bodies]);
  const progress = { ...flush.progress, endedAt: flush.progress.endedAt && at };
  await store.append({ ...flush, progress });
}

const fails = (deviceId: string): EventBody[] => [
  { type: 'device.started', deviceId },
  { type: 'device.failed', deviceId, failure: { kind: 'auth_failed', detail: 'refused' }, durationMs: 7 },
];

describe('the overview', () => {
  it('gives each country of the inventory the last ended job that had devices there', async () => {
    for (const [n, country] of [
      [0, 'DE'],
      [1, 'JP'],
      [2, 'PL'],
    ] as const)
      await device(n, country);
    // Devices of a job are DE, JP, BR in turn.
    await run('old', 2, '2026-03-01T10:00:00.000Z', [...fails('dev-0'), ...deviceRun('dev-1'), ...ends]);
    await run('new', 1, '2026-03-02T10:00:00.000Z', [...deviceRun('dev-0'), ...ends]);
    await run('open', 2, '2026-03-03T10:00:00.000Z', []);
    const outcomes = await queries.countries();
    expect(outcomes).toMatchObject([
      { country: 'DE', jobId: 'new', counts: { total: 1, completed: 1, failed: 0 } },
      { country: 'JP', jobId: 'old', counts: { total: 1, completed: 1 } },
    ]);
  });

  it('names a suspended credential until it is changed or a later job logs in with it', async () => {
    const suspended: EventBody = { type: 'job.updated', suspended: { credentialId: 'cred-1', failedLogins: 2 } };
    const set = (updatedAt: string) =>
      temp.db.prisma.credential.update({ where: { id: 'cred-1' }, data: { updatedAt: new Date(updatedAt) } });
    await set('2026-02-01T00:00:00.000Z');
    await run('locked', 2, '2026-03-04T10:00:00.000Z', [...fails('dev-0'), suspended]);
    const named = { credentialId: 'cred-1', name: 'core', failedLogins: 2, jobId: 'locked' };
    expect(await queries.suspendedCredentials()).toMatchObject([named]);

    await set('2026-03-05T00:00:00.000Z');
    expect(await queries.suspendedCredentials()).toEqual([]);
    await set('2026-02-01T00:00:00.000Z');
    expect(await queries.suspendedCredentials()).toMatchObject([named]);

    await run('later', 1, '2026-03-06T10:00:00.000Z', deviceRun('dev-0'));
    expect(await queries.suspendedCredentials()).toEqual([]);
  });
});
