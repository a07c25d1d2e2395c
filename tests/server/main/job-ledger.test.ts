import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { NEVER_MS, think } from '../../support/think';

/** The routers' own ledger held against what the API says. Nothing here asks the portal what it sent. */
let fleet: Fleet;
const commands = [...EVERYDAY_COMMANDS];
const all = { all: true as const };

beforeAll(async () => {
  fleet = await startFleet({ size: 25, addressBase: '127.208.0.1' });
});
afterAll(() => fleet.close());
afterEach(async () => {
  for (const router of fleet.lab.routers) await fleet.lab.setFault(router.name, null);
  await fleet.lab.ledger.idle();
  fleet.lab.ledger.clear();
});

/** Lines of the session set-up and the log-out: they belong to the platform, not to the job. */
const jobLines = (router: string) =>
  fleet.lab.ledger.lines(router).filter((line) => !/^(terminal (length|width|no)|exit$|enable$|quit$)/.test(line));

async function run(
  input: Omit<Parameters<typeof fleet.portal.admin.jobs.create.mutate>[0], 'commands'> & { commands?: string[] },
) {
  const job = await fleet.portal.admin.jobs.create.mutate({ commands, ...input });
  return { ...job, events: await jobEnd(fleet, job.jobId) };
}

/**
 * Does the same while routers answer nobody until so many sessions are open as each next batch has: whoever is fast waits
 * for whoever is not.
 */
async function runInStep(sizes: readonly number[], input: Parameters<typeof run>[0]) {
  const { ledger, routers } = fleet.lab;
  think(fleet.lab, NEVER_MS);
  const running = run(input);
  let there = 0;
  for (const size of sizes) {
    there += size;
    await ledger.waitFor(() => ledger.counts().login >= there);
    think(
      fleet.lab,
      0,
      routers.filter(({ name }) => ledger.logins(name) > 0),
    );
  }
  think(fleet.lab, 0);
  return running;
}

describe('the routers saw', () => {
  it('25 devices at 10 in peaks of 10, 10, 5, one login each, and exactly the previewed lines', async () => {
    const plan = await fleet.portal.admin.jobs.plan.query({ filter: all, commands, batchSize: 10 });
    expect(plan.batches.map((batch) => batch.size)).toEqual([10, 10, 5]);
    const input = { filter: all, batchSize: 10, planHash: plan.planHash };
    const { jobId, events, totalBatches } = await runInStep([10, 10, 5], input);
    expect(totalBatches).toBe(3);
    const batchOf = new Map<string, number>();
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId, limit: 100 });
    for (const run of items) batchOf.set(run.deviceName, run.batch);
    for (const router of fleet.lab.routers) {
      expect(fleet.lab.ledger.logins(router.name)).toBe(1);
      expect(jobLines(router.name)).toEqual(commands);
    }
    const { ledger } = fleet.lab;
    expect(ledger.peakSessions()).toBe(10);
    const entries = ledger.entries();
    const peaks = [1, 2, 3].map((batch) => {
      const seen = entries.filter((entry) => batchOf.get(entry.router) === batch);
      return ledger.peakSessions({ from: seen[0]!.at, to: seen.at(-1)!.at });
    });
    expect(peaks).toEqual([10, 10, 5]);
    // The next batch after the last device of this one: no connect of batch n before the last close of batch n - 1.
    for (const batch of [2, 3]) {
      const lastClose = entries.findLast((entry) => entry.kind === 'close' && batchOf.get(entry.router) === batch - 1)!;
      const firstLogin = entries.find((entry) => entry.kind === 'login' && batchOf.get(entry.router) === batch)!;
      expect(firstLogin.seq).toBeGreaterThan(lastClose.seq);
    }
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
  });

  it.each([
    [10, 10, 1],
    [25, 0, 1],
    [25, 5, 5],
  ])('%i devices at %i as %i batches, never more sessions than the batch size', async (devices, batchSize, batches) => {
    const { items } = await fleet.portal.admin.devices.list.query({ limit: devices });
    const sizes = Array.from({ length: batches }, () => devices / batches);
    const { totalBatches } = await runInStep(sizes, { deviceIds: items.map((device) => device.id), batchSize });
    expect(totalBatches).toBe(batches);
    expect(fleet.lab.ledger.peakSessions()).toBe(batchSize === 0 ? devices : batchSize);
  });

  it('rolling within the same bound', async () => {
    const { events } = await runInStep([6], { filter: all, batchSize: 6, strategy: 'rolling' });
    expect(fleet.lab.ledger.peakSessions()).toBe(6);
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
  });

  it('nothing at all of a job that was refused', async () => {
    await expect(run({ filter: all, commands: ['show ip ospf\nreload'] })).rejects.toThrow(/commands/);
    await expect(run({ filter: all, batchSize: 51 })).rejects.toThrow(/batchSize/);
    expect(fleet.lab.ledger.entries()).toEqual([]);
  });

  it('no line after the answer to a cancel, and every session closed', async () => {
    think(fleet.lab, NEVER_MS);
    const job = await fleet.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 5 });
    const { ledger } = fleet.lab;
    const atWork = (kind: string) => ledger.entries().filter((entry) => entry.kind === kind).length;
    await ledger.waitFor(() => atWork('line') >= 5);
    await fleet.portal.admin.jobs.cancel.mutate({ jobId: job.jobId });
    const seen = ledger.entries().filter((entry) => entry.kind === 'line' || entry.kind === 'connect').length;
    await ledger.waitFor(() => atWork('close') === atWork('connect'));
    await jobEnd(fleet, job.jobId);
    think(fleet.lab, 0);
    expect(ledger.entries().filter((entry) => entry.kind === 'line' || entry.kind === 'connect').length).toBe(seen);
    const after = await fleet.portal.admin.jobs.get.query({ jobId: job.jobId });
    expect(after).toMatchObject({ state: 'canceled', counts: { total: 25, canceled: 25, running: 0, pending: 0 } });
  });
});

describe('a router that misbehaves is marked with its kind, and the rest goes on', () => {
  it.each([
    ['wrong_password', { kind: 'wrong_password' }, 'auth_failed'],
    ['refused', { kind: 'refused' }, 'refused'],
    ['busy', { kind: 'busy' }, 'busy'],
    ['drop_mid_output', { kind: 'drop_mid_output', on: 3 }, 'connection_lost'],
    ['invalid_input', { kind: 'invalid_input', on: 2 }, 'command_rejected'],
    ['confirm', { kind: 'confirm', on: 1 }, 'unexpected_prompt'],
    ['legacy_algorithms', { kind: 'legacy_algorithms' }, 'algorithm_mismatch'],
  ] as const)('%s', async (_, fault, kind) => {
    const faulty = fleet.lab.routers[7]!;
    await fleet.lab.setFault(faulty.name, fault);
    const { jobId, events } = await run({ filter: all, batchSize: 0 });
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'partial' });
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId, state: 'failed' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ deviceName: faulty.name, failure: { kind } });
    const job = await fleet.portal.admin.jobs.get.query({ jobId });
    expect(job.counts).toMatchObject({ completed: 24, failed: 1 });
    expect(fleet.lab.ledger.failedLogins(faulty.name)).toBe(kind === 'auth_failed' ? 1 : 0);
  });

  it('a wrong password on every router, all at once: two failed logins, and the job says so', async () => {
    for (const router of fleet.lab.routers) await fleet.lab.setFault(router.name, { kind: 'wrong_password' });
    const { jobId } = await run({ filter: all, batchSize: 0 });
    expect(fleet.lab.ledger.failedLogins()).toBe(2);
    const job = await fleet.portal.admin.jobs.get.query({ jobId });
    expect(job.counts).toMatchObject({ failed: 2, skipped: 23 });
    expect(job.warnings).toMatchObject([{ code: 'credential_suspect' }]);
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId, state: 'skipped' });
    expect(new Set(items.map(({ reason }) => reason))).toEqual(new Set(['credential_suspect']));
  });

  it('a silent one, one without a prompt and one that never answers fail by their clocks', async () => {
    const clocks = { HANDSHAKE_TIMEOUT_MS: '5000', PROMPT_TIMEOUT_MS: '5000', COMMAND_IDLE_TIMEOUT_MS: '5000' };
    const quick = await startFleet({ size: 5, addressBase: '127.163.0.1' }, { env: clocks });
    const [silent, mute, still] = quick.lab.routers;
    await quick.lab.setFault(silent!.name, { kind: 'silent' });
    await quick.lab.setFault(mute!.name, { kind: 'no_prompt' });
    await quick.lab.setFault(still!.name, { kind: 'silent_command', on: 2 });
    const { jobId } = await quick.portal.admin.jobs.create.mutate({ filter: all, commands, batchSize: 2 });
    await jobEnd(quick, jobId);
    const { items } = await quick.portal.admin.jobs.runs.query({ jobId });
    const phaseOf = (name: string) => items.find((run) => run.deviceName === name)?.failure;
    expect(phaseOf(silent!.name)).toMatchObject({ kind: 'timeout', phase: 'handshake', ms: 5_000 });
    expect(phaseOf(mute!.name)).toMatchObject({ kind: 'timeout', phase: 'prompt', ms: 5_000 });
    expect(phaseOf(still!.name)).toMatchObject({ kind: 'timeout', phase: 'command', ms: 5_000 });
    expect(items.filter((run) => run.state === 'completed')).toHaveLength(2);
    await quick.close();
  });

  it('a changed host key: no password leaves', async () => {
    const pinned = await startFleet({ size: 3, addressBase: '127.209.0.1' });
    const { admin } = pinned.portal;
    const [changed] = pinned.lab.routers;
    const start = () => admin.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    await jobEnd(pinned, (await start()).jobId);
    pinned.lab.ledger.clear();
    pinned.lab.rotateHostKey(changed!.name);
    const { jobId } = await start();
    await jobEnd(pinned, jobId);
    const { items } = await admin.jobs.runs.query({ jobId, state: 'failed' });
    expect(items.map((run) => [run.deviceName, run.failure?.kind])).toEqual([[changed!.name, 'host_key_changed']]);
    expect(pinned.lab.ledger.logins(changed!.name)).toBe(0);
    expect(pinned.lab.ledger.failedLogins(changed!.name)).toBe(0);
    await pinned.close();
  });
});

describe('the output of a device', () => {
  it('is what the router said: no echo, no prompt, and the network agrees with itself', async () => {
    const { jobId } = await run({ filter: all, batchSize: 0 });
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId, limit: 100 });
    for (const item of items) {
      const { state, commands: done } = await fleet.portal.admin.jobs.output.query({ jobId, deviceId: item.deviceId });
      expect(state).toBe('completed');
      const router = fleet.lab.routers.find(({ name }) => name === item.deviceName)!;
      expect(done.map((command) => command.command)).toEqual(commands);
      expect(done[0]!.output).toContain(router.routerId);
      for (const command of done) {
        expect(command.output).not.toContain(command.command);
        expect(command.output).not.toMatch(new RegExp(`^${router.name}[#>]`, 'm'));
        expect(command.bytes).toBeGreaterThan(0);
      }
    }
  });
});
