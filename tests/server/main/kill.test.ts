import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inventoryCsv } from '../../../lab/inventory-csv';
import { type Lab, startLab } from '../../../lab/start-lab';
import { connectPortal, type PortalClient, portalClient } from '../../../scripts/portal-client';
import { type PortalProcess, startPortalProcess } from '../../../scripts/portal-process';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { NEVER_MS, think } from '../../support/think';

/** The portal as it is deployed, in a process that really ends. */
let folder: string;
let lab: Lab;
let portal: PortalProcess;
let client: PortalClient;
const all = { all: true as const };
const commands = [...EVERYDAY_COMMANDS];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'areazero-kill-'));
  const login = { username: 'tester', password: randomBytes(9).toString('base64url') };
  lab = await startLab({ seed: 5, size: 20, port: 0, addressBase: '127.212.0.1', ...login });
  portal = await startPortalProcess({ folder });
  client = await connectPortal(portal, 'test');
  await client.trpc.credentials.create.mutate({ name: 'lab', ...login });
  const content = inventoryCsv(lab.routers, { credential: 'lab' });
  await client.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
});
afterEach(async () => {
  client.close();
  // Nobody is left to be waited for.
  think(lab, 0);
  await portal.end('SIGTERM');
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** Ends the process and starts it again on the same data; the API token is still good. */
async function endAndStart(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  client.close();
  const code = await portal.end(signal);
  await start();
  return code;
}

async function start(): Promise<void> {
  portal = await startPortalProcess({ folder, settings: portal.settings, port: Number(portal.settings.PORT) });
  client = portalClient(portal.url, client.token);
}

describe('kill -9 in the middle of a job', () => {
  it('keeps every output that was shown, and the rest goes on by itself', async () => {
    think(lab, NEVER_MS, lab.routers.slice(5));
    const job = await client.trpc.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    const shown = new Set<string>();
    await new Promise<void>((resolve) => {
      void client
        .follow(job.jobId, (event) => {
          if (event.type === 'device.completed') shown.add(event.deviceId);
          if (shown.size === 5) resolve();
        })
        // The process is killed under this subscription.
        .catch(() => {});
    });
    think(lab, 0);
    await endAndStart('SIGKILL');
    await client.ended(job.jobId);

    const after = await client.trpc.jobs.get.query({ jobId: job.jobId });
    expect(after).toMatchObject({ state: 'completed', outcome: 'ok', running: [] });
    expect(after.counts).toMatchObject({ total: 20, completed: 20 });
    for (const deviceId of shown) {
      const output = await client.trpc.jobs.output.query({ jobId: job.jobId, deviceId });
      expect(output.commands.every((command) => command.state === 'completed' && command.output !== '')).toBe(true);
    }
    // Those that had ended before were left alone.
    for (const router of lab.routers.slice(0, 5)) expect(lab.ledger.logins(router.name)).toBe(1);
  });

  it('a changing line that was sent is unknown, and is not sent again', async () => {
    const line = 'clear ip ospf process';
    const { items } = await client.trpc.devices.list.query({ platform: 'cisco_ios', limit: 1 });
    const device = items[0]!;
    await lab.setFault(device.name, { kind: 'silent_command', on: line });
    const input = { deviceIds: [device.id], commands: [line], confirmDevices: 1 };
    const job = await client.trpc.jobs.create.mutate(input);
    await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.text === line);
    await endAndStart('SIGKILL');
    await client.ended(job.jobId);
    const after = await client.trpc.jobs.get.query({ jobId: job.jobId });
    expect(after.counts).toMatchObject({ unknown: 1, running: 0 });
    const output = await client.trpc.jobs.output.query({ jobId: job.jobId, deviceId: device.id });
    expect(output.commands[0]).toMatchObject({ state: 'unknown' });
    expect(lab.ledger.lines(device.name).filter((sent) => sent === line)).toHaveLength(1);
  });

  it('right after the answer of jobs.create: the job exists, and its key gives the same job', async () => {
    think(lab, NEVER_MS);
    const input = { filter: all, commands, batchSize: 10, idempotencyKey: 'once' };
    const job = await client.trpc.jobs.create.mutate(input);
    await endAndStart('SIGKILL');
    const { items } = await client.trpc.jobs.list.query({});
    expect(items.map(({ jobId }) => jobId)).toEqual([job.jobId]);
    expect((await client.trpc.jobs.create.mutate(input)).jobId).toBe(job.jobId);
  });
});

describe('SIGTERM in the middle of a job', () => {
  it('lets running devices finish, starts no other, ends with exit code 0, and goes on at the next start', async () => {
    think(lab, NEVER_MS);
    const job = await client.trpc.jobs.create.mutate({ filter: all, commands, batchSize: 4 });
    await lab.ledger.waitFor((entry) => entry.kind === 'login');
    client.close();
    const ended = portal.end('SIGTERM');
    think(lab, 100);
    expect(await ended).toBe(0);
    // What a process that has ended sent last may reach a router only now.
    await lab.ledger.idle();
    expect(lab.ledger.counts().login).toBeLessThan(20);
    expect(lab.ledger.counts().close).toBe(lab.ledger.counts().connect);
    await start();
    await client.ended(job.jobId);
    const after = await client.trpc.jobs.get.query({ jobId: job.jobId });
    expect(after.counts).toMatchObject({ completed: 20, failed: 0 });
    expect(lab.ledger.counts().login).toBe(20);
  });
});
