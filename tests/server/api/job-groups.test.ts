import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '@/domain/job-groups';
import { openDatabase } from '@/server/db/client';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

describe('what a page asks of a job beside its stream', () => {
  let fleet: Fleet;
  const admin = () => fleet.portal.admin;
  const commands = [...EVERYDAY_COMMANDS];

  beforeAll(async () => {
    fleet = await startFleet({ size: 6, addressBase: '127.175.0.1' });
  });
  afterAll(() => fleet.close());

  async function ended() {
    const { jobId } = await admin().jobs.create.mutate({ filter: { all: true }, commands });
    await jobEnd(fleet, jobId);
    return jobId;
  }

  it('is platform, site and area as planned, by place in the plan', async () => {
    const devices = (await admin().devices.list.query({ limit: 100 })).items;
    await admin().devices.update.mutate({ id: devices[1]!.id, site: 'north', tags: ['core', 'area:1'] });
    const jobId = await ended();
    const groups = await admin().jobs.groups.query({ jobId });
    const runs = await admin().jobs.runs.query({ jobId, limit: 100 });
    const byId = new Map((await admin().devices.list.query({ limit: 100 })).items.map((device) => [device.id, device]));
    const planned = runs.items.map(({ deviceId }) => byId.get(deviceId)!);
    expect(wordsOf(groups.platform!)).toEqual(planned.map(({ platform }) => platform));
    expect(wordsOf(groups.site!)).toEqual(planned.map(({ site }) => site ?? ''));
    expect(wordsOf(groups.area!)[planned.findIndex(({ id }) => id === devices[1]!.id)]).toBe('0.0.0.1');
  });

  it('stays what it was when devices move, or leave the inventory', async () => {
    const jobId = await ended();
    const before = await admin().jobs.groups.query({ jobId });
    const { items } = await admin().jobs.runs.query({ jobId, limit: 100 });
    await admin().devices.update.mutate({ id: items[1]!.deviceId, site: 'elsewhere', tags: ['area:7'] });
    await admin().devices.delete.mutate({ ids: [items[2]!.deviceId] });
    expect(wordsOf(before.site!)[2]).not.toBe('');
    expect(await admin().jobs.groups.query({ jobId })).toEqual(before);
    const later = await admin().jobs.groups.query({ jobId: await ended() });
    expect(wordsOf(later.site!)[1]).toBe('elsewhere');
    expect(wordsOf(later.area!)[1]).toBe('0.0.0.7');
  });

  it('is that of the inventory for a job which is older than the places in its plan', async () => {
    const jobId = await ended();
    const { items } = await admin().jobs.runs.query({ jobId, limit: 100 });
    const db = await openDatabase(`file:${fleet.portal.dbPath}`);
    await db.prisma.jobDevice.updateMany({ where: { jobId }, data: { site: null, area: null } });
    await db.close();
    await admin().devices.update.mutate({ id: items[0]!.deviceId, site: 'today', tags: ['area:9'] });
    await admin().devices.delete.mutate({ ids: [items[3]!.deviceId] });
    const { site, area } = await admin().jobs.groups.query({ jobId });
    expect(wordsOf(site!)[0]).toBe('today');
    expect(wordsOf(area!)[0]).toBe('0.0.0.9');
    expect(wordsOf(site!)[3]).toBe('');
  });

  it('is how long each command took, from the jobs that ran it', async () => {
    const jobId = await ended();
    const times = await admin().jobs.commandTimes.query({ jobId });
    expect(times.map(({ index }) => index)).toEqual(commands.map((_, index) => index));
    const { items } = await admin().devices.list.query({ limit: 100 });
    const used = new Set(items.map(({ platform }) => platform));
    for (const { samples, p50, p95, platforms } of times) {
      expect(samples).toBeGreaterThanOrEqual(5);
      expect(p95).toBeGreaterThanOrEqual(p50);
      expect(new Set(platforms.map(({ platform }) => platform))).toEqual(used);
      expect(platforms.reduce((sum, one) => sum + one.samples, 0)).toBe(samples);
    }
    await expect(admin().jobs.commandTimes.query({ jobId: 'nobody' })).rejects.toThrow(/nobody/);
    await expect(admin().jobs.groups.query({ jobId: 'nobody' })).rejects.toThrow(/nobody/);
  });

  it('brings a small job as rows, whatever was asked for', async () => {
    const jobId = await ended();
    const socket = fleet.portal.socketClient({ cookie: fleet.portal.adminCookie });
    const first = await new Promise<unknown>((resolve, reject) => {
      socket.client.jobs.onProgress.subscribe(
        { jobId, packed: true },
        { onData: ({ data }) => resolve(data), onError: reject },
      );
    });
    await socket.close();
    const { items } = await admin().jobs.runs.query({ jobId, limit: 100 });
    const devices = items.map(({ deviceId }) => expect.objectContaining({ deviceId }));
    expect(first).toMatchObject({ type: 'snapshot', progress: { devices } });
    expect(first).not.toHaveProperty('packed');
  });
});
