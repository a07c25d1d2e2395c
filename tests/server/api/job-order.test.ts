import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ size: 6, addressBase: '127.199.0.1' });
});
afterAll(() => fleet.close());

const COMMANDS = ['@ospf-neighbors', 'show version'];

it('gives what was ordered as jobs.create takes it: the same plan comes of it', async () => {
  const { admin } = fleet.portal;
  const input = {
    filter: { all: true as const },
    commands: COMMANDS,
    batchSize: 2,
    strategy: 'rolling' as const,
    canary: { size: 1, after: 'continue' as const },
    stopRules: { failedPercent: 50 },
    retries: 1,
    order: 'spread' as const,
  };
  const plan = await admin.jobs.plan.query(input);
  const { jobId } = await admin.jobs.create.mutate({ ...input, title: 'Of mine' });
  await jobEnd(fleet, jobId);
  const order = await admin.jobs.order.query({ jobId });
  expect(order.settings.title).toBe('Of mine');
  expect(order).toMatchObject({ jobId, title: 'Of mine', selection: { filter: { all: true }, group: null }, gone: [] });
  type Input = Parameters<typeof admin.jobs.plan.query>[0];
  const { settings, selection } = order;
  const again = await admin.jobs.plan.query({ ...settings, filter: selection!.filter! } as Input);
  expect(again.planHash).toBe(plan.planHash);
  const same = await admin.jobs.plan.query({ ...settings, deviceIds: order.deviceIds } as Input);
  expect(same.totalDevices).toBe(6);
});

it('says which devices are gone since, whether the group is, and leaves out a title that nobody gave', async () => {
  const { admin } = fleet.portal;
  const { items } = await admin.devices.list.query({});
  const { credentialId, platform, country } = items[0]!;
  const fields = { credentialId, platform, country, name: 'doomed', address: '127.199.9.9' };
  const doomed = await admin.devices.create.mutate(fields);
  const deviceIds = [items[0]!.id, doomed.id];
  const group = await admin.deviceGroups.create.mutate({ name: 'Two', deviceIds });
  const { jobId } = await admin.jobs.create.mutate({ groupId: group.id, commands: ['show ip ospf'] });
  await jobEnd(fleet, jobId);
  await admin.devices.delete.mutate({ ids: [doomed.id] });
  const selection = { filter: null, group: { id: group.id, name: 'Two', exists: true } };
  const order = await admin.jobs.order.query({ jobId });
  expect(order.settings).not.toHaveProperty('title');
  expect(order).toMatchObject({
    selection,
    deviceIds: [items[0]!.id],
    gone: [{ deviceId: doomed.id, name: 'doomed' }],
  });
  await admin.deviceGroups.delete.mutate({ id: group.id });
  const after = await admin.jobs.order.query({ jobId });
  expect(after.selection?.group).toMatchObject({ name: 'Two', exists: false });
});

it('of devices that were named one by one, and of a retry, is the devices', async () => {
  const { admin } = fleet.portal;
  const [deviceId] = [...fleet.ids.values()];
  await fleet.lab.setFault([...fleet.ids.keys()][0]!, { kind: 'refused' });
  const { jobId } = await admin.jobs.create.mutate({ deviceIds: [deviceId!], commands: ['show ip ospf'] });
  await jobEnd(fleet, jobId);
  await fleet.lab.setFault([...fleet.ids.keys()][0]!, null);
  const retry = await admin.jobs.retry.mutate({ jobId, scope: 'failed' });
  await jobEnd(fleet, retry.jobId);
  for (const id of [jobId, retry.jobId]) {
    expect(await admin.jobs.order.query({ jobId: id })).toMatchObject({ selection: null, deviceIds: [deviceId] });
  }
});
