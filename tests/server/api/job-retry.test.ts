import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ size: 6, addressBase: '127.201.0.1' });
});
afterAll(() => fleet.close());

it('a retry leaves out what completed and what was deleted meanwhile, and names its first job', async () => {
  const { admin } = fleet.portal;
  const ids = [...fleet.ids.values()];
  const nameOf = (id: string) => [...fleet.ids].find(([, known]) => known === id)![0];
  for (const id of [ids[0]!, ids[1]!, ids[4]!]) await fleet.lab.setFault(nameOf(id), { kind: 'refused' });
  const { jobId } = await admin.jobs.create.mutate({ deviceIds: ids, commands: ['show ip ospf'], batchSize: 3 });
  await jobEnd(fleet, jobId);
  expect((await admin.jobs.get.query({ jobId })).counts).toMatchObject({ completed: 3, failed: 3 });

  await expect(admin.jobs.retry.mutate({ jobId, scope: 'batch', batch: 9 })).rejects.toThrow(/^batch: /);
  await admin.devices.delete.mutate({ ids: [ids[0]!] });
  for (const id of ids) await fleet.lab.setFault(nameOf(id), null);
  const firstBatch = await admin.jobs.retry.mutate({ jobId, scope: 'batch', batch: 1 });
  expect(firstBatch.totalDevices).toBe(1);
  const failed = await admin.jobs.retry.mutate({ jobId, scope: 'failed' });
  expect(failed.totalDevices).toBe(2);
  await jobEnd(fleet, failed.jobId);
  const { items } = await admin.jobs.runs.query({ jobId: failed.jobId });
  expect(items.map((run) => [run.deviceId, run.state])).toEqual([
    [ids[1], 'completed'],
    [ids[4], 'completed'],
  ]);
});

it('a retry that is sent again under its key, in the body or in the header, is one job', async () => {
  const { admin, url } = fleet.portal;
  const [name] = [...fleet.ids].at(-1)!;
  await fleet.lab.setFault(name, { kind: 'refused' });
  const commands = ['clear ip ospf process'];
  const { jobId } = await admin.jobs.create.mutate({
    deviceIds: [fleet.ids.get(name)!],
    commands,
    confirmDevices: 1,
  });
  await jobEnd(fleet, jobId);
  await fleet.lab.setFault(name, null);
  const retry = { scope: 'failed' as const, confirmDevices: 1, idempotencyKey: 'again' };
  const first = await admin.jobs.retry.mutate({ jobId, ...retry });
  await jobEnd(fleet, first.jobId);
  expect((await admin.jobs.retry.mutate({ jobId, ...retry })).jobId).toBe(first.jobId);

  const authorization = `Bearer ${await fleet.portal.createToken('operator')}`;
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': 'again' };
  const body = JSON.stringify({ scope: 'failed', confirmDevices: 1 });
  const call = () => fetch(`${url}/api/v1/jobs/${jobId}/retry`, { method: 'POST', headers, body });
  const answers = await Promise.all([call(), call()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const [one, two] = await Promise.all(answers.map((answer) => answer.json() as Promise<{ jobId: string }>));
  expect(one!.jobId).toBe(two!.jobId);
  // A key is its caller's own.
  expect(one!.jobId).not.toBe(first.jobId);
  await jobEnd(fleet, one!.jobId);
});

it('a retry keeps a canary that did not pass, but none that would be the whole of the new job', async () => {
  const { admin } = fleet.portal;
  const ids = [...fleet.ids.values()].slice(1);
  const nameOf = (id: string) => [...fleet.ids].find(([, known]) => known === id)![0];
  await fleet.lab.setFault(nameOf(ids[0]!), { kind: 'refused' });
  const canary = { size: 2 };
  const { jobId } = await admin.jobs.create.mutate({ deviceIds: ids, commands: ['show ip ospf'], canary });
  await jobEnd(fleet, jobId);
  expect(await admin.jobs.get.query({ jobId })).toMatchObject({ state: 'failed', canary: 'failed' });
  await fleet.lab.setFault(nameOf(ids[0]!), null);
  const rest = await admin.jobs.retry.mutate({ jobId, scope: 'unfinished' });
  expect((await admin.jobs.get.query({ jobId: rest.jobId })).options.canary).toMatchObject(canary);
  const one = await admin.jobs.retry.mutate({ jobId, scope: 'failed' });
  expect((await admin.jobs.get.query({ jobId: one.jobId })).options.canary).toBeNull();
  for (const job of [rest, one]) await jobEnd(fleet, job.jobId);
  expect((await admin.jobs.get.query({ jobId: one.jobId })).outcome).toBe('ok');
});
