import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { type ApiClient, startPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';

const COMMANDS = ['show ip ospf'];
const CHANGING = ['clear ip ospf process'];

describe('job templates', () => {
  let fleet: Fleet;
  let operator: ApiClient;
  let ids: string[];
  let made = 0;

  beforeAll(async () => {
    fleet = await startFleet({ size: 6, addressBase: '127.183.0.1' });
    operator = fleet.portal.client({ token: await fleet.portal.createToken('operator') });
    ids = [...fleet.ids.values()];
  });
  afterAll(() => fleet.close());

  type Order = Parameters<ApiClient['templates']['create']['mutate']>[0]['order'];
  const name = () => `template ${++made}`;
  const save = async (order: Order) => (await operator.templates.create.mutate({ name: name(), order })).id;
  const jobCount = async () => (await operator.jobs.list.query({})).total;
  const refused = async (path: string, input: unknown) => {
    const { code, message, fields } = await callHttp(fleet.portal, { cookie: fleet.portal.adminCookie }, path, input);
    return { code, message, fields: fields.map(({ field }) => field) };
  };

  it('run as they were saved, and show the newest of their jobs', async () => {
    const canary = { size: 1, after: 'continue' as const };
    const stopRules = { failedDevices: 3 };
    const order = { deviceIds: ids.slice(0, 3), commands: COMMANDS, batchSize: 2, canary, stopRules };
    const saved = { name: name(), description: 'Three of them', order };
    const { id } = await operator.templates.create.mutate(saved);
    expect(await operator.templates.get.query({ id })).toMatchObject({ ...saved, goneDeviceIds: [], group: null });
    const plan = await operator.templates.plan.query({ templateId: id });
    expect(plan.batches.map(({ size }) => size)).toEqual([1, 2]);
    const run = { templateId: id, planHash: plan.planHash, idempotencyKey: `key of ${id}` };
    const { jobId, ...job } = await operator.templates.run.mutate(run);
    expect(job).toMatchObject({ totalDevices: 3, batchSize: 2, totalBatches: 2 });
    expect((await operator.templates.run.mutate(run)).jobId).toBe(jobId);
    await jobEnd(fleet, jobId);
    const view = await operator.jobs.get.query({ jobId });
    expect(view).toMatchObject({ title: saved.name, origin: { template: { id, name: saved.name } }, canary: 'passed' });
    expect(view.options).toMatchObject({ stopRules });
    const item = (await operator.templates.list.query()).items.find((template) => template.id === id)!;
    expect(item).toMatchObject({ devices: 3, lastJob: { jobId, outcome: 'ok' } });
    expect(item.order).not.toHaveProperty('deviceIds');
    expect((await operator.jobs.list.query({ templateId: id })).items.map((one) => one.jobId)).toEqual([jobId]);
    await operator.templates.delete.mutate({ id });
    expect((await operator.jobs.get.query({ jobId })).origin.template).toEqual({ id, name: saved.name });
  });

  it('take changes for one run alone: what is left out stays, null takes a field away', async () => {
    const id = await save({ filter: { all: true }, commands: COMMANDS, batchSize: 2, devicesPerHour: 7, retries: 1 });
    const plan = (changes: object) => operator.templates.plan.query({ templateId: id, changes });
    expect(await plan({})).toMatchObject({ totalDevices: 6, batchSize: 2, devicesPerHour: 7, options: { retries: 1 } });
    const other = await plan({ batchSize: 4, devicesPerHour: null });
    expect(other).toMatchObject({ totalDevices: 6, batchSize: 4, devicesPerHour: null, options: { retries: 1 } });
    expect((await plan({ filter: null, deviceIds: ids.slice(0, 2) })).totalDevices).toBe(2);
    // Two selections are none: the template's own has to be taken away by name.
    const both = await refused('templates.plan', { templateId: id, changes: { deviceIds: ids.slice(0, 2) } });
    expect(both).toMatchObject({ code: 'BAD_REQUEST', fields: ['filter'] });
    const none = await refused('templates.plan', { templateId: id, changes: { filter: null } });
    expect(none).toMatchObject({ code: 'BAD_REQUEST', fields: ['deviceIds'] });
    expect(await operator.templates.get.query({ id })).toMatchObject({ order: { batchSize: 2, devicesPerHour: 7 } });
  });

  it('confirm nothing: a changing command still wants the number of its devices', async () => {
    const id = await save({ deviceIds: ids.slice(0, 2), commands: CHANGING });
    const before = await jobCount();
    for (const call of [{}, { confirmDevices: 1 }, { confirmDevices: 6 }]) {
      const answer = await refused('templates.run', { templateId: id, ...call });
      expect(answer).toMatchObject({ code: 'BAD_REQUEST', fields: ['confirmDevices'] });
    }
    const smuggled = await refused('templates.run', { templateId: id, changes: { confirmDevices: 2 } });
    expect(smuggled).toMatchObject({ code: 'BAD_REQUEST', fields: ['changes.confirmDevices'] });
    const kept = await refused('templates.create', {
      name: name(),
      order: { deviceIds: ids.slice(0, 2), commands: CHANGING, confirmDevices: 2 },
    });
    expect(kept).toMatchObject({ code: 'BAD_REQUEST', fields: ['order.confirmDevices'] });
    // A change that makes it changing counts as well.
    const reading = await save({ deviceIds: ids.slice(0, 2), commands: COMMANDS });
    const changed = await refused('templates.run', { templateId: reading, changes: { commands: CHANGING } });
    expect(changed).toMatchObject({ code: 'BAD_REQUEST', fields: ['confirmDevices'] });
    expect(await jobCount()).toBe(before);
    const { jobId } = await operator.templates.run.mutate({ templateId: id, confirmDevices: 2 });
    await jobEnd(fleet, jobId);
    // What the routers say to it is theirs; that both were asked is the confirmation's.
    for (const [router, id] of fleet.ids) {
      const lines = ids.slice(0, 2).includes(id) ? CHANGING : [];
      expect(fleet.lab.ledger.lines(router).filter((line) => line.startsWith('clear '))).toEqual(lines);
    }
  });

  it('follow their group as it is at each run, and keep it from being deleted', async () => {
    const group = await operator.deviceGroups.create.mutate({ name: name(), deviceIds: ids.slice(0, 3) });
    const templateName = name();
    const order = { groupId: group.id, commands: COMMANDS };
    const { id } = await operator.templates.create.mutate({ name: templateName, order });
    expect((await operator.templates.plan.query({ templateId: id })).totalDevices).toBe(3);
    await operator.deviceGroups.removeDevices.mutate({ id: group.id, deviceIds: ids.slice(0, 2) });
    expect((await operator.templates.plan.query({ templateId: id })).totalDevices).toBe(1);
    const kept = await refused('deviceGroups.delete', { id: group.id });
    expect(kept).toMatchObject({ code: 'CONFLICT' });
    expect(kept.message).toContain(templateName);
    await operator.deviceGroups.removeDevices.mutate({ id: group.id, deviceIds: ids });
    const empty = await refused('templates.run', { templateId: id });
    expect(empty).toMatchObject({ code: 'BAD_REQUEST', fields: ['groupId'] });
    await operator.templates.update.mutate({ id, order: { filter: { all: true }, commands: COMMANDS } });
    await operator.deviceGroups.delete.mutate({ id: group.id });
    expect((await operator.templates.plan.query({ templateId: id })).totalDevices).toBe(6);
  });

  it('name the devices that were deleted since, and do not run without a word about them', async () => {
    const { admin } = fleet.portal;
    const { credentialId, platform, country } = await admin.devices.get.query({ id: ids[0]! });
    const fields = { credentialId, platform, country, name: 'doomed', address: '127.183.9.9' };
    const doomed = await admin.devices.create.mutate(fields);
    const id = await save({ deviceIds: [ids[0]!, doomed.id], commands: COMMANDS });
    await admin.devices.delete.mutate({ ids: [doomed.id] });
    expect((await operator.templates.get.query({ id })).goneDeviceIds).toEqual([doomed.id]);
    const run = await refused('templates.run', { templateId: id });
    expect(run).toMatchObject({ code: 'BAD_REQUEST', fields: ['deviceIds'] });
    expect(run.message).toContain(doomed.id);
    const changes = { deviceIds: [ids[0]!] };
    expect((await operator.templates.plan.query({ templateId: id, changes })).totalDevices).toBe(1);
  });

  it.each([
    ['order.deviceIds', { commands: COMMANDS }],
    ['order.filter', { deviceIds: ['x'], filter: { all: true }, commands: COMMANDS }],
    ['order.deviceIds', { deviceIds: ['ghost'], commands: COMMANDS }],
    ['order.deviceIds', { deviceIds: Array.from({ length: 1_001 }, (_, at) => `d${at}`), commands: COMMANDS }],
    ['order.groupId', { groupId: 'ghost', commands: COMMANDS }],
    ['order.batchSize', { filter: { all: true }, commands: COMMANDS, batchSize: 51 }],
    ['order.commands.0', { filter: { all: true }, commands: ['show version\nreload'] }],
    ['order.commands', { filter: { all: true }, commands: [] }],
    ['order.title', { filter: { all: true }, commands: COMMANDS, title: 'Check of {dat}' }],
    ['order.planHash', { filter: { all: true }, commands: COMMANDS, planHash: 'a'.repeat(64) }],
    ['order.templateId', { filter: { all: true }, commands: COMMANDS, templateId: 'x' }],
  ])('refuse to be saved with a bad %s (%#)', async (field, order) => {
    const before = (await operator.templates.names.query()).length;
    const answer = await refused('templates.create', { name: name(), order });
    expect([answer.code, answer.fields]).toEqual(['BAD_REQUEST', [field]]);
    expect((await operator.templates.names.query()).length).toBe(before);
  });

  it('keep names apart', async () => {
    const taken = name();
    const order = { filter: { all: true as const }, commands: COMMANDS };
    await operator.templates.create.mutate({ name: taken, order });
    const again = await refused('templates.create', { name: taken, order });
    expect(again).toMatchObject({ code: 'BAD_REQUEST', fields: ['name'] });
  });

  it('fill in their title; a job that comes from no template keeps its braces', async () => {
    const order = { deviceIds: [ids[0]!], commands: COMMANDS, title: '{devices}, {date}' };
    const id = await save(order);
    const run = await operator.templates.run.mutate({ templateId: id });
    const form = await operator.jobs.create.mutate({ ...order, title: 'Again: {devices}', templateId: id });
    const plain = await operator.jobs.create.mutate(order);
    for (const { jobId } of [run, form, plain]) await jobEnd(fleet, jobId);
    const title = async ({ jobId }: { jobId: string }) => (await operator.jobs.get.query({ jobId })).title;
    expect(await title(run)).toMatch(/^1 device, \d{4}-\d{2}-\d{2}$/);
    expect(await title(form)).toBe('Again: 1 device');
    expect(await title(plain)).toBe('{devices}, {date}');
  });

  it('are written down in the audit trail, with what they would send', async () => {
    const id = await save({ filter: { all: true }, commands: CHANGING });
    await operator.templates.update.mutate({ id, order: { filter: { all: true }, commands: COMMANDS } });
    const { items } = await fleet.portal.admin.audit.list.query({});
    const trail = items.filter(({ subject }) => subject === id).map(({ action, detail }) => ({ action, detail }));
    expect(trail).toMatchObject([
      { action: 'templates.update', detail: { commands: COMMANDS } },
      { action: 'templates.create', detail: { commands: CHANGING } },
    ]);
  });
});

it('a template that the rules of today no longer allow is refused by the field, and starts nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'areazero-template-'));
  const secretKey = randomBytes(32).toString('base64');
  const first = await startPortal({ dir, secretKey, keepDir: true });
  const cookie = await first.signIn(first.adminEmail, first.adminPassword);
  const admin = first.client({ cookie });
  const credential = await admin.credentials.create.mutate({ name: 'lab', username: 'x', password: 'y' });
  const fields = { country: 'DE', platform: 'frr' as const, credentialId: credential.id };
  await admin.devices.create.mutate({ ...fields, name: 'r1', address: '127.183.8.1' });
  const order = { filter: { all: true as const }, commands: COMMANDS, batchSize: 40 };
  const { id } = await admin.templates.create.mutate({ name: 'Wide', order });
  // As it would stand there if the catalogue had lost one of its commands since.
  const lost = await first.services.jobTemplates.create({
    name: 'Old',
    description: null,
    createdBy: 'x',
    groupId: null,
    order: { ...order, batchSize: 5, commands: ['@no-longer-there'] },
  });
  await first.close();

  const second = await startPortal({ dir, secretKey, env: { MAX_BATCH_SIZE: '20' } });
  const run = (templateId: string) => callHttp(second, { cookie }, 'templates.run', { templateId });
  const wide = await run(id);
  expect([wide.code, wide.message]).toEqual([
    'BAD_REQUEST',
    'batchSize: expected a whole number from 1 to 20, or 0 for all at once',
  ]);
  const old = await run(lost.ok ? lost.id : '');
  expect([old.code, old.fields.map(({ field }) => field)]).toEqual(['BAD_REQUEST', ['commands.0']]);
  const client = second.client({ cookie });
  expect((await client.templates.list.query()).items.map(({ name }) => name)).toEqual(['Old', 'Wide']);
  expect((await client.jobs.list.query({})).total).toBe(0);
  await second.close();
  await rm(dir, { recursive: true, force: true });
});
