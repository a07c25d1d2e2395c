import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDeviceEnd } from '@/domain/event';
import { isFinalRunState } from '@/domain/job';
import { inventoryCsv } from '../../../lab/inventory-csv';
import { type Lab, startLab } from '../../../lab/start-lab';
import { connectPortal, type PortalClient, portalClient } from '../../../scripts/portal-client';
import { freePort } from '../../../scripts/portal-process';
import { type MortalPortal, startMortalPortal } from '../../support/mortal-portal';

/** KILLS=200 npx vitest run tests/server/main/kill-loop.test.ts */
const KILLS = Number(process.env.KILLS ?? 20);
const CHANGE = 'clear ip ospf process';
const commands = ['show ip ospf', CHANGE, 'show ip ospf neighbor'];

let folder: string;
let lab: Lab;
let portal: MortalPortal;
let client: PortalClient;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'areazero-loop-'));
  const login = { username: 'tester', password: randomBytes(9).toString('base64url') };
  lab = await startLab({ seed: 5, size: 40, port: 0, addressBase: '127.211.0.1', thinkTimeMs: 20, ...login });
  const port = await freePort();
  url = `http://localhost:${port}`;
  const account = { email: 'admin@example.net', password: randomBytes(12).toString('base64url') };
  env = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'areazero.db')}`,
    SECRET_KEY: randomBytes(32).toString('base64'),
    ADMIN_EMAIL: account.email,
    ADMIN_PASSWORD: account.password,
    ALLOWED_TARGETS: '127.0.0.0/8',
  };
  portal = await startMortalPortal(env);
  client = await connectPortal({ url, ...account }, 'test');
  await client.trpc.credentials.create.mutate({ name: 'lab', ...login });
  const content = inventoryCsv(lab.routers, { credential: 'lab' });
  await client.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
});
afterAll(async () => {
  client.close();
  await portal.kill();
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

async function killAndStart(): Promise<void> {
  client.close();
  await portal.kill();
  portal = await startMortalPortal(env);
  client = portalClient(url, client.token);
}

const create = () =>
  client.trpc.jobs.create.mutate({ filter: { all: true }, commands, batchSize: 5, confirmDevices: lab.routers.length });

describe(`${KILLS} times kill -9 at any moment`, () => {
  it(
    'every device ends in exactly one state, no changing line reaches a router twice in a job, the rest goes on',
    async () => {
      let { jobId } = await create();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        if ((await client.trpc.jobs.get.query({ jobId })).state === 'completed') {
          await check(jobId);
          jobId = (await create()).jobId;
        }
        // At an arbitrary moment of the work: a few lines further than the last time, or when there is no more.
        const lines = lab.ledger.counts().line + 3 + ((kill * 5) % 11);
        const ended = client.ended(jobId).catch(() => {});
        await Promise.race([lab.ledger.waitFor(() => lab.ledger.counts().line >= lines).catch(() => {}), ended]);
        await killAndStart();
      }
      await client.ended(jobId);
      await check(jobId);
    },
    120_000 + KILLS * 20_000,
  );

  async function check(jobId: string): Promise<void> {
    const job = await client.trpc.jobs.get.query({ jobId });
    expect(job.counts).toMatchObject({ pending: 0, running: 0, skipped: 0, canceled: 0, total: lab.routers.length });
    const { items } = await client.trpc.jobs.runs.query({ jobId, limit: 100 });
    for (const { deviceName, state } of items) {
      expect(isFinalRunState(state)).toBe(true);
      const changes = lab.ledger.lines(deviceName).filter((line) => line === CHANGE).length;
      expect(changes, `${deviceName} ${state}`).toBeLessThanOrEqual(1);
      if (state === 'completed') expect(changes).toBe(1);
    }
    const ends: string[] = [];
    await client.follow(jobId, (event) => {
      if (isDeviceEnd(event)) ends.push('deviceId' in event ? event.deviceId : '');
    });
    expect(ends.sort()).toEqual(items.map(({ deviceId }) => deviceId).sort());
    lab.ledger.clear();
  }
});
