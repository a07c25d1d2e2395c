import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFinalJobState } from '@/domain/job';
import { applyEvent, type JobProgress } from '@/domain/progress';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import type { Fleet } from '../../support/fleet';
import { startFleet } from '../../support/fleet';
import { openSocket } from '../../support/raw-call';
import { NEVER_MS, think } from '../../support/think';

describe('a job over the api', () => {
  let fleet: Fleet;
  const admin = () => fleet.portal.admin;
  const commands = [...EVERYDAY_COMMANDS];

  beforeAll(async () => {
    fleet = await startFleet({ size: 25, seed: 3, addressBase: '127.161.0.1' });
  });
  afterAll(() => fleet.close());

  /** Follows a job by its subscription until it has ended. */
  function ended(jobId: string): Promise<JobProgress> {
    const socket = fleet.portal.socketClient({ cookie: fleet.portal.adminCookie });
    let progress: JobProgress | undefined;
    return new Promise<JobProgress>((resolve, reject) => {
      socket.client.jobs.onProgress.subscribe(
        { jobId },
        {
          onData({ data }) {
            if (data.type === 'snapshot') progress = data.progress as JobProgress;
            else for (const event of data.events) applyEvent(progress!, event);
          },
          onError: reject,
          onComplete: () => (progress ? resolve(progress) : reject(new Error('No snapshot came'))),
        },
      );
    }).finally(() => socket.close());
  }

  it('is planned as it will run: 25 devices at 10 are batches of 10, 10 and 5', async () => {
    const plan = await admin().jobs.plan.query({ filter: { all: true }, commands, batchSize: 10 });
    expect(plan).toMatchObject({
      totalDevices: 25,
      totalBatches: 3,
      batches: [
        { index: 1, size: 10 },
        { index: 2, size: 10 },
        { index: 3, size: 5 },
      ],
      confirmDevices: null,
    });
    expect(plan.countries.reduce((sum, { total }) => sum + total, 0)).toBe(25);
    expect(plan.estimateMs.p90).toBeGreaterThanOrEqual(plan.estimateMs.p50);
    expect(plan.earliestFinishMs).toBeLessThanOrEqual(plan.estimateMs.p50);
  });

  it('plans a rate limit into the earliest finish', async () => {
    const plan = await admin().jobs.plan.query({ filter: { all: true }, commands, batchSize: 10, devicesPerHour: 100 });
    expect(plan.earliestFinishMs).toBeGreaterThanOrEqual(2 * 360_000);
  });

  it('is run, watched and kept: progress ends as jobs.get, jobs.runs and jobs.output tell it', async () => {
    const input = { filter: { all: true as const }, commands, batchSize: 10 };
    const plan = await admin().jobs.plan.query(input);
    const job = await admin().jobs.create.mutate({ ...input, planHash: plan.planHash });
    expect(job).toMatchObject({ totalDevices: 25, batchSize: 10, totalBatches: 3 });
    const watched = await ended(job.jobId);
    expect(watched.counts).toMatchObject({ total: 25, completed: 25 });

    const view = await admin().jobs.get.query({ jobId: job.jobId });
    expect(view).toMatchObject({ state: 'completed', outcome: 'ok', percent: 100, running: [], eta: null });
    expect(view.counts).toEqual(watched.counts);
    expect(view.batches.map(({ size }) => size)).toEqual([10, 10, 5]);

    const runs = await admin().jobs.runs.query({ jobId: job.jobId, batch: 3 });
    expect(runs.total).toBe(5);
    const output = await admin().jobs.output.query({ jobId: job.jobId, deviceId: runs.items[0]!.deviceId });
    expect(output.commands.map(({ command, state }) => [command, state])).toEqual(
      commands.map((command) => [command, 'completed']),
    );
    expect(output.commands[0]!.output).toMatch(/ospf/i);
    const listed = await admin().jobs.list.query({});
    expect(listed.items.find(({ jobId }) => jobId === job.jobId)).toMatchObject({ percent: 100, state: 'completed' });
  });

  it('is another plan where a device is reached through another jump host', async () => {
    const { items } = await admin().devices.list.query({ limit: 1 });
    const { id, credentialId } = items[0]!;
    const input = { deviceIds: [id], commands };
    const { planHash } = await admin().jobs.plan.query(input);
    const bastion = { name: 'bastion', address: '127.161.9.9', credentialId };
    const { id: jumpHostId } = await admin().jumpHosts.create.mutate(bastion);
    await admin().devices.update.mutate({ id, jumpHostId });
    await expect(admin().jobs.create.mutate({ ...input, planHash })).rejects.toThrow(/^planHash: the devices/);
    await admin().devices.update.mutate({ id, jumpHostId: null });
    expect((await admin().jobs.plan.query(input)).planHash).toBe(planHash);
  });

  it('keeps its options from plan to record, makes them part of the hash, and shows each limit with its value', async () => {
    const canary = { size: 3, after: 'continue' as const };
    const options = {
      stopRules: { failedPercent: 50, failuresInRow: 4 },
      retries: 1,
      order: 'spread' as const,
      canary,
    };
    const input = { filter: { all: true as const }, commands, batchSize: 10, priority: 'high' as const, ...options };
    const plan = await admin().jobs.plan.query(input);
    expect(plan.batches.map(({ size }) => size)).toEqual([3, 10, 10, 2]);
    const other = await admin().jobs.plan.query({ ...input, stopRules: { failedPercent: 51 } });
    expect(other.planHash).not.toBe(plan.planHash);
    const { jobId } = await admin().jobs.create.mutate({ ...input, planHash: plan.planHash });
    await ended(jobId);
    const job = await admin().jobs.get.query({ jobId });
    expect(job).toMatchObject({
      state: 'completed',
      canary: 'passed',
      successRate: 1,
      limitedBy: null,
      nextStartAt: null,
    });
    expect(job.options).toMatchObject({ retries: 1, order: 'spread', priority: 'high', deadlineMs: null });
    expect(job.stopRules).toEqual([
      { rule: 'failedPercent', value: 0, limit: 50, reached: false },
      { rule: 'failuresInRow', value: 0, limit: 4, reached: false },
    ]);
    expect(job.elapsedMs).toBeGreaterThan(0);
  });

  it('tells what the rate limit holds back, how long, and who stopped it after its batch', async () => {
    const input = { filter: { all: true as const }, commands: ['show version'], batchSize: 10, devicesPerHour: 60 };
    const { jobId } = await admin().jobs.create.mutate(input);
    const stop = new AbortController();
    for await (const stretch of fleet.portal.services.engine.events(jobId, 0, stop.signal)) {
      if (stretch.some((event) => event.type === 'job.updated' && event.nextStartAt)) stop.abort();
    }
    const waiting = await admin().jobs.get.query({ jobId });
    expect(waiting).toMatchObject({ state: 'running', limitedBy: 'rate limit', counts: { completed: 10 } });
    expect(Date.parse(waiting.nextStartAt!) - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(Date.parse(waiting.etaRange!.p90)).toBeGreaterThanOrEqual(Date.parse(waiting.etaRange!.p50));
    expect(waiting.devicesPerMinute).toBeGreaterThan(0);
    await admin().jobs.stopAfterBatch.mutate({ jobId });
    await ended(jobId);
    const job = await admin().jobs.get.query({ jobId });
    expect(job).toMatchObject({ state: 'canceled', counts: { completed: 10, skipped: 15 } });
    expect(job.controls).toMatchObject([{ action: 'stop_after_batch', by: fleet.portal.adminEmail }]);
  });

  it('does not start when the plan is no longer the one that was looked at', async () => {
    const before = (await admin().jobs.list.query({})).total;
    const [first, second] = [...fleet.ids.values()];
    const { planHash } = await admin().jobs.plan.query({ deviceIds: [first!], commands });
    const create = admin().jobs.create.mutate({ deviceIds: [second!], commands, planHash });
    await expect(create).rejects.toMatchObject({ data: { code: 'CONFLICT' } });
    expect((await admin().jobs.list.query({})).total).toBe(before);
  });

  it('is made once for an idempotency key, however often it is sent', async () => {
    const input = { deviceIds: [[...fleet.ids.values()][0]!], commands: ['show version'], idempotencyKey: 'order-17' };
    const all = await Promise.all([1, 2, 3].map(() => admin().jobs.create.mutate(input)));
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1);
    await ended(all[0]!.jobId);
  });

  it('gives every event once and in order through cut connections', async () => {
    const { jobId } = await admin().jobs.create.mutate({ filter: { all: true }, commands, batchSize: 3 });
    const socket = fleet.portal.socketClient({ token: await fleet.portal.createToken('viewer') });
    const seqs: number[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.client.jobs.onEvents.subscribe(
        { jobId },
        {
          onData({ id, data }) {
            expect(id).toBe(String(data.seq));
            seqs.push(data.seq);
            if (seqs.length % 60 === 0) socket.cut();
          },
          onError: reject,
          onComplete: resolve,
        },
      );
    });
    await socket.close();
    expect(socket.opened()).toBeGreaterThan(5);
    expect(seqs).toEqual(seqs.map((_, position) => position + 1));
    expect(seqs.length).toBe((await admin().jobs.get.query({ jobId })).seq);
  });

  it('comes to the same progress through cut connections, for pages', async () => {
    const { jobId } = await admin().jobs.create.mutate({ filter: { all: true }, commands, batchSize: 3 });
    const socket = fleet.portal.socketClient({ cookie: fleet.portal.adminCookie });
    let progress: JobProgress | undefined;
    let [snapshots, frames] = [0, 0];
    await new Promise<void>((resolve, reject) => {
      socket.client.jobs.onProgress.subscribe(
        { jobId },
        {
          onData({ data }) {
            frames += 1;
            if (data.type === 'snapshot') {
              snapshots += 1;
              progress = data.progress as JobProgress;
            } else for (const event of data.events) applyEvent(progress!, event);
            if (frames % 2 === 0) socket.cut();
          },
          onError: reject,
          onComplete: resolve,
        },
      );
    });
    await socket.close();
    expect(snapshots).toBe(1);
    const stored = await fleet.portal.services.engine.read(jobId);
    expect(progress!.counts).toEqual(stored!.progress.counts);
    expect(progress!.devices).toEqual(stored!.progress.devices);
    expect(isFinalJobState(progress!.state)).toBe(true);
  });

  it('gives the events of one device, and ends when the device has ended', async () => {
    const [deviceId] = [...fleet.ids.values()].slice(-1);
    const { jobId } = await admin().jobs.create.mutate({ filter: { all: true }, commands, batchSize: 5 });
    const socket = fleet.portal.socketClient({ cookie: fleet.portal.adminCookie });
    const follow = () =>
      new Promise<string[]>((resolve, reject) => {
        const types: string[] = [];
        socket.client.jobs.onOutput.subscribe(
          { jobId, deviceId: deviceId! },
          {
            onData: ({ data }) => types.push('deviceId' in data && data.deviceId === deviceId ? data.type : 'foreign'),
            onError: reject,
            onComplete: () => resolve(types),
          },
        );
      });
    const live = await follow();
    expect(live[0]).toBe('device.started');
    expect(live.at(-1)).toBe('device.completed');
    expect(live.filter((type) => type === 'command.completed').length).toBe(commands.length);
    expect(live).not.toContain('foreign');
    await ended(jobId);
    expect(await follow()).toEqual(live);
    await socket.close();
  });

  it('is canceled by an operator; what ended cannot be canceled again', async () => {
    const operator = fleet.portal.client({ token: await fleet.portal.createToken('operator') });
    think(fleet.lab, NEVER_MS);
    const { jobId } = await operator.jobs.create.mutate({ filter: { all: true }, commands, batchSize: 2 });
    const end = ended(jobId);
    await operator.jobs.cancel.mutate({ jobId });
    think(fleet.lab, 0);
    expect((await end).state).toBe('canceled');
    await expect(operator.jobs.cancel.mutate({ jobId })).rejects.toMatchObject({
      message: 'Cannot cancel this job: it is canceled',
      data: { code: 'CONFLICT' },
    });
    const again = await operator.jobs.retry.mutate({ jobId, scope: 'unfinished' });
    expect(again.totalDevices).toBeGreaterThan(0);
    expect((await ended(again.jobId)).counts.completed).toBe(again.totalDevices);
  });

  it('is followed by at most 100 subscriptions on a socket', async () => {
    const { jobId } = await admin().jobs.create.mutate({
      filter: { all: true },
      commands,
      batchSize: 1,
      devicesPerHour: 1,
    });
    const socket = await openSocket(fleet.portal, { cookie: fleet.portal.adminCookie });
    const answers = [];
    for (let n = 0; n < 101; n += 1) answers.push(await socket.call('subscription', 'jobs.onEvents', { jobId }));
    expect(answers.map(({ code }) => code)).toEqual([...Array(100).fill(null), 'TOO_MANY_REQUESTS']);
    await socket.close();
    await admin().jobs.cancel.mutate({ jobId });
    await ended(jobId);
  });

  it('leaves no secret in the database, the log or the audit trail', async () => {
    // Of its own: tests run in any order.
    const { jobId } = await admin().jobs.create.mutate({ filter: { all: true }, commands, batchSize: 0 });
    await ended(jobId);
    const token = await fleet.portal.createToken('admin');
    await fleet.portal.client({ token }).account.me.query();
    const audit = JSON.stringify(await admin().audit.list.query({}));
    expect(audit).toContain('jobs.create');
    const { dbPath } = fleet.portal;
    const files = await Promise.all([dbPath, `${dbPath}-wal`].map((path) => readFile(path, 'latin1')));
    const secrets = [fleet.password, fleet.portal.adminPassword, token, token.slice(4)];
    for (const secret of secrets) {
      for (const text of [...files, fleet.portal.logs(), audit]) expect(text.includes(secret)).toBe(false);
    }
  });
});
