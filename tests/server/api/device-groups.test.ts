import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import type { ApiClient } from '../../support/portal';
import { callHttp } from '../../support/raw-call';

let fleet: Fleet;
let operator: ApiClient;
let ids: string[];
let country: string;
let inCountry: string[];
let made = 0;

beforeAll(async () => {
  fleet = await startFleet({ size: 12, addressBase: '127.198.0.1' });
  operator = fleet.portal.client({ token: await fleet.portal.createToken('operator') });
  ids = [...fleet.ids.values()];
  const { items } = await fleet.portal.admin.devices.list.query({ limit: 200 });
  country = items[0]!.country;
  inCountry = items.filter((device) => device.country === country).map(({ id }) => id);
});
afterAll(() => fleet.close());

const COMMANDS = ['show ip ospf'];
const name = () => `group ${++made}`;
const refused = async (path: string, input: unknown) => {
  const { code, message, fields } = await callHttp(fleet.portal, { cookie: fleet.portal.adminCookie }, path, input);
  return { code, message, fields: fields.map(({ field }) => field) };
};

it('are kept by operators, read by viewers, and written down in the audit trail', async () => {
  const viewer = fleet.portal.client({ token: await fleet.portal.createToken('viewer') });
  const saved = { name: name(), description: 'All of it', filter: { country } };
  const { id } = await operator.deviceGroups.create.mutate(saved);
  expect(await viewer.deviceGroups.get.query({ id })).toMatchObject({
    ...saved,
    kind: 'filter',
    size: inCountry.length,
    countries: [{ country, total: inCountry.length }],
    deletedNames: [],
  });
  const listed = (await viewer.deviceGroups.list.query()).items.find((group) => group.id === id);
  expect(listed).toMatchObject({ size: inCountry.length, deletedDevices: 0 });
  const head = (await viewer.deviceGroups.heads.query()).items.find((group) => group.id === id);
  expect({ ...head, ...(await viewer.deviceGroups.size.query({ id })) }).toEqual(listed);
  expect((await viewer.devices.list.query({ groupId: id })).total).toBe(inCountry.length);
  const devices = await viewer.deviceGroups.devices.query({ id, limit: 1 });
  expect([devices.items.length, devices.total]).toEqual([1, inCountry.length]);
  await operator.deviceGroups.update.mutate({ id, name: `${saved.name} of then` });
  await operator.deviceGroups.delete.mutate({ id });
  await expect(viewer.deviceGroups.get.query({ id })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  const { items } = await fleet.portal.admin.audit.list.query({});
  const trail = items.filter(({ subject }) => subject === id).map(({ action }) => action);
  expect(trail).toEqual(['deviceGroups.delete', 'deviceGroups.update', 'deviceGroups.create']);
});

it.each([
  ['filter', {}],
  ['filter', { filter: {} }],
  ['filter', { filter: { search: '' } }],
  ['filter', { filter: { country: 'DE' }, deviceIds: ['x'] }],
  ['deviceIds', { deviceIds: [] }],
  ['deviceIds', { deviceIds: ['ghost'] }],
  ['filter.all', { filter: { all: true, country: 'DE' } }],
  ['name', { name: ' ', filter: { country: 'DE' } }],
  ['description', { description: 'two\nlines', filter: { country: 'DE' } }],
])('refuse bad input in %s and save nothing: %j', async (field, input) => {
  const before = (await operator.deviceGroups.names.query()).length;
  const answer = await refused('deviceGroups.create', { name: name(), ...input });
  expect([answer.code, answer.fields]).toEqual(['BAD_REQUEST', [field]]);
  expect((await operator.deviceGroups.names.query()).length).toBe(before);
});

it('are counted a hundred at a time, no more', async () => {
  expect(await refused('deviceGroups.list', { limit: 101 })).toMatchObject({ code: 'BAD_REQUEST', fields: ['limit'] });
});

it('freeze the devices of a job when it is made: what changes later changes the next one', async () => {
  const groupName = name();
  const { id } = await operator.deviceGroups.create.mutate({ name: groupName, deviceIds: ids.slice(0, 3) });
  const plan = await operator.jobs.plan.query({ groupId: id, commands: COMMANDS });
  expect(plan).toMatchObject({ totalDevices: 3, group: { id, name: groupName } });
  const { jobId } = await operator.jobs.create.mutate({ groupId: id, commands: COMMANDS, planHash: plan.planHash });
  await operator.deviceGroups.addDevices.mutate({ id, deviceIds: ids.slice(2, 5) });
  await operator.deviceGroups.removeDevices.mutate({ id, deviceIds: ids.slice(0, 1) });
  await operator.deviceGroups.update.mutate({ id, name: `${groupName}, renamed` });
  await jobEnd(fleet, jobId);
  const runs = await operator.jobs.runs.query({ jobId });
  expect(runs.items.map(({ deviceId }) => deviceId).sort()).toEqual([...ids.slice(0, 3)].sort());
  const job = await operator.jobs.get.query({ jobId });
  expect(job.origin).toEqual({ filter: null, group: { id, name: groupName }, template: null });
  expect(job.title).toMatch(new RegExp(`on 3 devices of ${groupName}$`));
  // The plan that was looked at is no longer what would happen.
  const stale = operator.jobs.create.mutate({ groupId: id, commands: COMMANDS, planHash: plan.planHash });
  await expect(stale).rejects.toMatchObject({ data: { code: 'CONFLICT' } });
  expect((await operator.jobs.plan.query({ groupId: id, commands: COMMANDS })).totalDevices).toBe(4);
  await operator.deviceGroups.delete.mutate({ id });
  expect((await operator.jobs.get.query({ jobId })).origin.group).toEqual({ id, name: groupName });
});

it('are narrowed by a filter, and a filter group is whoever matches when the job is made', async () => {
  const list = await operator.deviceGroups.create.mutate({ name: name(), deviceIds: ids });
  const narrowed = { groupId: list.id, filter: { country }, commands: COMMANDS };
  expect((await operator.jobs.plan.query(narrowed)).totalDevices).toBe(inCountry.length);
  const filter = await operator.deviceGroups.create.mutate({ name: name(), filter: { tag: 'picked' } });
  await fleet.portal.admin.devices.update.mutate({ id: ids[0]!, tags: ['picked'] });
  const { jobId } = await operator.jobs.create.mutate({ groupId: filter.id, commands: COMMANDS });
  await fleet.portal.admin.devices.update.mutate({ id: ids[1]!, tags: ['picked'] });
  await jobEnd(fleet, jobId);
  expect((await operator.jobs.get.query({ jobId })).counts).toMatchObject({ total: 1, completed: 1 });
  expect((await operator.deviceGroups.get.query({ id: filter.id })).size).toBe(2);
});

it('without a device are refused by name, and so is a filter that leaves none', async () => {
  const groupName = name();
  const { id } = await operator.deviceGroups.create.mutate({ name: groupName, filter: { tag: 'nobody-has-it' } });
  const empty = await refused('jobs.create', { groupId: id, commands: COMMANDS });
  expect(empty).toMatchObject({ code: 'BAD_REQUEST', fields: ['groupId'] });
  expect(empty.message).toContain(groupName);
  const list = await operator.deviceGroups.create.mutate({ name: name(), deviceIds: [ids[0]!] });
  const none = await refused('jobs.create', { groupId: list.id, filter: { tag: 'nobody' }, commands: COMMANDS });
  expect(none).toMatchObject({ code: 'BAD_REQUEST', fields: ['filter'] });
  const all = await refused('jobs.create', { groupId: list.id, filter: { all: true }, commands: COMMANDS });
  expect(all).toMatchObject({ code: 'BAD_REQUEST', fields: ['filter'] });
  const both = await refused('jobs.create', { groupId: list.id, deviceIds: [ids[0]], commands: COMMANDS });
  expect(both).toMatchObject({ code: 'BAD_REQUEST', fields: ['groupId'] });
});

it('lose a device that is deleted, and say which', async () => {
  const { admin } = fleet.portal;
  const [credential] = await admin.credentials.list.query();
  const fields = { country: 'DE', platform: 'frr' as const, credentialId: credential!.id };
  const doomed = await admin.devices.create.mutate({ ...fields, name: 'doomed', address: '127.198.9.9' });
  const { id } = await operator.deviceGroups.create.mutate({ name: name(), deviceIds: [ids[0]!, doomed.id] });
  await admin.devices.delete.mutate({ ids: [doomed.id] });
  expect(await operator.deviceGroups.get.query({ id })).toMatchObject({
    size: 1,
    deletedDevices: 1,
    deletedNames: ['doomed'],
  });
  expect((await operator.jobs.plan.query({ groupId: id, commands: COMMANDS })).totalDevices).toBe(1);
  expect(await operator.deviceGroups.forgetDeleted.mutate({ id })).toEqual({ forgotten: 1 });
  expect(await operator.deviceGroups.get.query({ id })).toMatchObject({ deletedDevices: 0, deletedNames: [] });
});

it('of a filter take no devices, and a list takes no filter', async () => {
  const filter = await operator.deviceGroups.create.mutate({ name: name(), filter: { country } });
  const list = await operator.deviceGroups.create.mutate({ name: name(), deviceIds: [ids[0]!] });
  const added = await refused('deviceGroups.addDevices', { id: filter.id, deviceIds: [ids[0]] });
  expect(added).toMatchObject({ code: 'BAD_REQUEST', fields: ['id'] });
  const filtered = await refused('deviceGroups.update', { id: list.id, filter: { country } });
  expect(filtered).toMatchObject({ code: 'BAD_REQUEST', fields: ['filter'] });
  const ghost = await refused('deviceGroups.addDevices', { id: list.id, deviceIds: [ids[1], 'ghost'] });
  expect(ghost.message).toBe('deviceIds: expected known devices; unknown: ghost');
  expect((await operator.deviceGroups.get.query({ id: list.id })).size).toBe(1);
});
