import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeviceGroupStore } from '@/server/db/device-group-store';
import { createJobQueries } from '@/server/db/job-queries';
import { createJobStore } from '@/server/db/job-store';
import { createJobTemplateStore, type JobTemplateStore } from '@/server/db/job-template-store';
import { samplePlan } from '../../support/sample-jobs';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let store: JobTemplateStore;
let groupId: string;

const BY = { description: null, createdBy: 'operator@example.net' };
const ORDER = { commands: ['@ospf-neighbors', 'show version'], batchSize: 5, canary: { size: 2, after: 'wait' } };

beforeEach(async () => {
  temp = await tempDatabase();
  store = createJobTemplateStore(temp.db);
  const group = await createDeviceGroupStore(temp.db).create({ ...BY, name: 'Core', filter: { tag: 'core' } });
  groupId = group.ok ? group.id : '';
});
afterEach(() => temp.remove());

async function made(name: string, group: string | null = null): Promise<string> {
  const saved = await store.create({ ...BY, name, order: ORDER, groupId: group });
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.id;
}

it('keeps an order as it was given, and its group by name', async () => {
  const id = await made('Nightly', groupId);
  const template = await store.get(id);
  expect(template).toMatchObject({ id, name: 'Nightly', order: ORDER, group: { id: groupId, name: 'Core' } });
  expect(await store.get('none')).toBeNull();
});

it('keeps names apart, and knows its group', async () => {
  await made('A');
  const id = await made('B');
  const again = await store.create({ ...BY, name: 'A', order: ORDER, groupId: null });
  expect(again).toMatchObject({ ok: false, error: { field: 'name' } });
  const ghost = await store.create({ ...BY, name: 'C', order: ORDER, groupId: 'ghost' });
  expect(ghost).toMatchObject({ ok: false, error: { field: 'groupId' } });
  expect(await store.update(id, { name: 'A' })).toMatchObject({ ok: false, error: { field: 'name' } });
  expect(await store.update('none', { name: 'X' })).toMatchObject({ ok: false, error: { field: 'id' } });
});

it('changes what is given and leaves the rest', async () => {
  const id = await made('Nightly', groupId);
  await store.update(id, { description: 'Every night' });
  expect(await store.get(id)).toMatchObject({ description: 'Every night', order: ORDER, group: { id: groupId } });
  await store.update(id, { order: { commands: ['show clock'] }, groupId: null });
  expect(await store.get(id)).toMatchObject({ name: 'Nightly', order: { commands: ['show clock'] }, group: null });
});

it('lists by name in pages; what is deleted is gone', async () => {
  for (const name of ['c', 'a', 'b']) await made(name);
  const first = await store.list({ limit: 2 });
  const second = await store.list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(await store.delete(first.items[0]!.id)).toBe('a');
  expect(await store.delete(first.items[0]!.id)).toBeNull();
  expect((await store.names()).map(({ name }) => name)).toEqual(['b', 'c']);
});

it('finds the newest job of each template, and all jobs of one', async () => {
  const jobs = createJobStore(temp.db);
  const queries = createJobQueries(temp.db);
  const [a, b, c] = [await made('a'), await made('b'), await made('c')];
  const run = (jobId: string, hour: number, id: string) =>
    jobs.create(
      samplePlan(jobId, 2, {
        createdAt: `2026-03-01T${hour}:00:00.000Z`,
        origin: { filter: null, group: null, template: { id, name: 'then' } },
      }),
    );
  await run('a-1', 10, a);
  await run('a-2', 12, a);
  await run('b-1', 11, b);
  await jobs.create(samplePlan('other', 2));
  const latest = await queries.latestByTemplate([a, b, c]);
  expect([...latest].map(([id, job]) => [id, job.jobId])).toEqual([
    [a, 'a-2'],
    [b, 'b-1'],
  ]);
  const { items, total } = await queries.list({ templateId: a });
  expect([items.map(({ jobId }) => jobId), total]).toEqual([['a-2', 'a-1'], 2]);
});
