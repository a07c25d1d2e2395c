import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_REFERENCES } from '@/domain/command';
import { EVERY_PLATFORM } from '../../../lab/network/platform-mix';
import type { Fault } from '../../../lab/router/fault';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

/** Devices and their wire, with the routers' own ledger held against what the API says, on all nine platforms. */
let fleet: Fleet;
const commands = [...EVERYDAY_REFERENCES];
const CAP_BYTES = 1024 * 1024;
/** Nine handshakes at once take a busy machine a while. */
const CLOCK_MS = 8_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes outside of the heap; beyond `limit` the garbage among them does not count. */
function bytesInUse(limit: number): number {
  const read = () => process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  if (read() > limit) collect();
  return read();
}

beforeAll(async () => {
  const env = {
    HANDSHAKE_TIMEOUT_MS: String(CLOCK_MS),
    PROMPT_TIMEOUT_MS: String(CLOCK_MS),
    COMMAND_IDLE_TIMEOUT_MS: String(CLOCK_MS),
    MAX_OUTPUT_BYTES: String(CAP_BYTES),
  };
  fleet = await startFleet({ size: 18, addressBase: '127.169.0.1', platforms: EVERY_PLATFORM }, { env });
});
afterAll(() => fleet.close());
afterEach(async () => {
  for (const { name } of fleet.lab.routers) await fleet.lab.setFault(name, null);
  await fleet.lab.ledger.idle();
  fleet.lab.ledger.clear();
});

/** One router of each platform. */
const nine = () => fleet.lab.routers.slice(0, 9);
const idOf = (name: string) => fleet.ids.get(name)!;

async function runOn(names: readonly string[], batchSize = 0) {
  const { admin } = fleet.portal;
  const deviceIds = names.map(idOf);
  const { jobId } = await admin.jobs.create.mutate({ deviceIds, commands, batchSize });
  await jobEnd(fleet, jobId);
  const { items } = await admin.jobs.runs.query({ jobId, limit: 100 });
  return { jobId, runs: new Map(items.map((run) => [run.deviceName, run])) };
}

async function allMeet(fault: Fault) {
  for (const { name } of nine()) await fleet.lab.setFault(name, fault);
}

const failures = (runs: Awaited<ReturnType<typeof runOn>>['runs']) =>
  new Set([...runs.values()].map((run) => run.failure));

describe('on every platform', () => {
  it.each([
    ['silent', 'handshake'],
    ['hang_handshake', 'handshake'],
    ['no_prompt', 'prompt'],
    ['stall_mid_output', 'command'],
  ] as const)(
    'a router that is %s fails by the clock of that phase, and its place goes to the next',
    async (kind, phase) => {
      await allMeet({ kind });
      const names = fleet.lab.routers.map(({ name }) => name);
      const { runs } = await runOn(names, 9);
      for (const { name } of nine()) {
        expect(runs.get(name)).toMatchObject({ state: 'failed', failure: { kind: 'timeout', phase, ms: CLOCK_MS } });
      }
      for (const name of names.slice(9)) expect(runs.get(name)).toMatchObject({ state: 'completed' });
      expect(fleet.lab.ledger.peakSessions()).toBeLessThanOrEqual(9);
    },
  );

  it.each(['[confirm]', 'Proceed? (y/n)', 'Password:'])(
    'asked %j, nothing more is written but the close',
    async (question) => {
      await allMeet({ kind: 'confirm', on: 2, question });
      const { lines } = await fleet.portal.admin.jobs.plan.query({ filter: { all: true }, commands });
      const { runs } = await runOn(nine().map(({ name }) => name));
      for (const { name, platform } of nine()) {
        expect(runs.get(name)).toMatchObject({ state: 'failed', failure: { kind: 'unexpected_prompt' } });
        const planned = lines.find(({ platform: of }) => of === platform)!.lines;
        // The command with the question is the last line that was read, and not a byte was begun after it.
        expect(fleet.lab.ledger.lines(name).at(-1)).toBe(planned[1]);
        expect(fleet.lab.ledger.of(name).at(-1)).toMatchObject({ kind: 'close', unfinished: '' });
      }
    },
  );

  it('a line of output that looks like the prompt ends nothing: every answer is whole, every command is sent once', async () => {
    await allMeet({ kind: 'look_alike', on: 2 });
    const { jobId, runs } = await runOn(nine().map(({ name }) => name));
    for (const { name, routerId } of nine()) {
      expect(runs.get(name)).toMatchObject({ deviceName: name, state: 'completed' });
      const output = await fleet.portal.admin.jobs.output.query({ jobId, deviceId: idOf(name) });
      expect(output.commands.map(({ state }) => state)).toEqual(commands.map(() => 'completed'));
      expect(output.commands[0]!.output).toContain(routerId);
    }
  });

  it('a pager that comes although paging is off fails its command, and no key is sent', async () => {
    await allMeet({ kind: 'stray_pager', on: 2, lines: 3 });
    const { runs } = await runOn(nine().map(({ name }) => name));
    for (const { name } of nine()) {
      expect(runs.get(name)).toMatchObject({
        deviceName: name,
        state: 'failed',
        failure: { kind: 'unexpected_prompt' },
      });
      expect(fleet.lab.ledger.of(name).at(-1)).toMatchObject({ unfinished: '' });
    }
  });
});

it('a router without a free line is tried three times, with growing waits of at least a second', async () => {
  const { name } = fleet.lab.routers[0]!;
  await fleet.lab.setFault(name, { kind: 'busy' });
  const { jobId, runs } = await runOn([name]);
  expect(failures(runs)).toMatchObject(new Set([{ kind: 'busy' }]));
  const connects = fleet.lab.ledger.of(name).filter(({ kind }) => kind === 'connect');
  expect(connects).toHaveLength(3);
  for (const [i, { at }] of connects.slice(1).entries()) expect(at - connects[i]!.at).toBeGreaterThanOrEqual(1_000);
  // As the portal meant them: a busy machine adds to the one and not to the other.
  const waits = (await jobEnd(fleet, jobId)).flatMap((event) =>
    event.type === 'device.updated' && event.requeued?.notBefore
      ? [Date.parse(event.requeued.notBefore) - Date.parse(event.at)]
      : [],
  );
  expect(waits).toHaveLength(2);
  expect(waits[1]).toBeGreaterThan(waits[0]!);
});

it('500 MB of output are kept up to the cap, head and tail, with their true number; memory stays and others go on', async () => {
  const [flooding, ...others] = nine();
  const bytes = 500_000_000;
  await fleet.lab.setFault(flooding!.name, { kind: 'flood', on: 1, bytes });
  const before = bytesInUse(0);
  const limit = before + 100 * CAP_BYTES;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, bytesInUse(limit));
  }, 20);
  const { jobId, runs } = await runOn(nine().map(({ name }) => name));
  clearInterval(watch);
  for (const { name } of others) expect(runs.get(name)).toMatchObject({ state: 'completed' });
  expect(runs.get(flooding!.name)).toMatchObject({ state: 'completed' });
  const { commands: answers } = await fleet.portal.admin.jobs.output.query({ jobId, deviceId: idOf(flooding!.name) });
  expect(answers[0]).toMatchObject({ truncated: true });
  expect(answers[0]!.bytes).toBeGreaterThanOrEqual(bytes);
  expect(Buffer.byteLength(answers[0]!.output)).toBeLessThan(CAP_BYTES * 1.1);
  expect(peak).toBeLessThan(limit);
}, 360_000);

it('old algorithms alone are refused with both lists and the profile that would do, which then does', async () => {
  const { admin } = fleet.portal;
  const { name } = fleet.lab.routers[0]!;
  fleet.lab.configure(name, { algorithms: 'legacy' });
  const refused = await runOn([name]);
  const [failure] = failures(refused.runs);
  expect(failure).toMatchObject({ kind: 'algorithm_mismatch' });
  expect(JSON.stringify(failure)).toMatch(/router offers .*; allowed here \(modern\) .*set this device to legacy/);
  expect(fleet.lab.ledger.logins(name) + fleet.lab.ledger.failedLogins(name)).toBe(0);
  await admin.devices.update.mutate({ id: idOf(name), algorithms: 'legacy' });
  // It shows another host key with these algorithms; an admin takes the one that was pinned before back.
  for (const { endpoint } of (await admin.hostKeys.list.query({})).items)
    await admin.hostKeys.forget.mutate({ endpoint });
  const reached = await runOn([name]);
  expect(reached.runs.get(name)).toMatchObject({ state: 'completed' });
});
