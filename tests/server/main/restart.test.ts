import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '@/server/log';
import { createPortal } from '@/server/runtime';
import { freePort } from '../../../scripts/portal-process';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { jobEnd, startFleet } from '../../support/fleet';
import { startPortal } from '../../support/portal';
import { openSocket } from '../../support/raw-call';
import { NEVER_MS, think } from '../../support/think';

describe('a portal that ends and starts again', () => {
  it('tells its clients, ends within the grace time, and takes its job up again where it was', async () => {
    const secretKey = Buffer.alloc(32, 9).toString('base64');
    const fleet = await startFleet(
      { size: 6, seed: 5, addressBase: '127.216.0.1', thinkTimeMs: NEVER_MS },
      { secretKey, keepDir: true, env: { COMMAND_IDLE_TIMEOUT_MS: String(NEVER_MS) } },
    );
    const { portal } = fleet;
    const { jobId } = await portal.admin.jobs.create.mutate({
      filter: { all: true },
      commands: [...EVERYDAY_COMMANDS],
      batchSize: 2,
    });
    await fleet.lab.ledger.waitFor((entry) => entry.kind === 'line');
    const { socket } = await openSocket(portal, { cookie: portal.adminCookie });
    const told = once(socket, 'message');
    const closed = once(socket, 'close');
    // Beyond the grace time nobody is waited for: these routers would take ten minutes.
    await portal.close();
    expect(String((await told)[0])).toContain('"method":"reconnect"');
    await closed;
    think(fleet.lab, 0);

    const dir = dirname(portal.dbPath);
    const again = await startPortal({ dir, secretKey, keepDir: true });
    const cookie = await again.signIn(portal.adminEmail, portal.adminPassword);
    await jobEnd({ portal: again }, jobId);
    const job = await again.client({ cookie }).jobs.get.query({ jobId });
    expect(job).toMatchObject({ state: 'completed', outcome: 'ok', counts: { completed: 6, total: 6 } });
    // The cookie of before is signed with the same key: people stay signed in.
    expect(await again.client({ cookie: portal.adminCookie }).account.me.query()).toMatchObject({ role: 'admin' });
    await again.close();
    await fleet.lab.close();
    await rm(dir, { recursive: true, force: true });
  });
});

describe('a second portal', () => {
  it('starts neither on the same address nor on the same database, and leaves the jobs of the first alone', async () => {
    const fleet = await startFleet({ size: 2, seed: 5, addressBase: '127.217.0.1', thinkTimeMs: NEVER_MS });
    const { portal } = fleet;
    const input = { filter: { all: true as const }, commands: ['show version'], batchSize: 2 };
    const { jobId } = await portal.admin.jobs.create.mutate(input);
    await fleet.lab.ledger.waitFor((entry) => entry.kind === 'line');
    const log = createLog('silent');
    const onItsAddress = { ...portal.env, DATABASE_URL: `file:${join(dirname(portal.dbPath), 'other.db')}` };
    await expect(createPortal(onItsAddress, { log })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const onItsDatabase = { ...portal.env, PORT: await freePort() };
    await expect(createPortal(onItsDatabase, { log })).rejects.toThrow('is in use');
    expect((await portal.admin.jobs.get.query({ jobId })).state).toBe('running');
    await portal.admin.jobs.cancel.mutate({ jobId });
    await fleet.close();
  });
});
