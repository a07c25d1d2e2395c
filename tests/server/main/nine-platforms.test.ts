import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_REFERENCES } from '@/domain/command';
import { PLATFORM_IDS } from '@/domain/device';
import { EVERY_PLATFORM } from '../../../lab/network/platform-mix';
import type { DeviceSettings } from '../../../lab/router/settings';
import { DEFAULT_SETTINGS } from '../../../lab/router/settings';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

/** One job over every platform, its routers' own ledger held against what the plan said it would send. */
let fleet: Fleet;
const commands = [...EVERYDAY_REFERENCES];

beforeAll(async () => {
  fleet = await startFleet({ size: 20, addressBase: '127.215.0.1', platforms: EVERY_PLATFORM });
});
afterAll(() => fleet.close());
afterEach(async () => {
  for (const { name } of fleet.lab.routers) fleet.lab.configure(name, { ...PLAIN, ...DEFAULT_SETTINGS });
  await fleet.lab.ledger.idle();
  fleet.lab.ledger.clear();
});

const PLAIN: Partial<DeviceSettings> = {
  ha: undefined,
  ansi: false,
  echo: 'once',
  statusQuery: false,
  unsaved: false,
  modelDriven: false,
  asksAtLogin: false,
  banner: undefined,
  motd: undefined,
  promptName: undefined,
};

/** Runs the everyday commands on all routers and returns what each was to be sent. */
async function runAll() {
  const { admin } = fleet.portal;
  const input = { filter: { all: true as const }, commands, batchSize: 10 };
  const { lines } = await admin.jobs.plan.query(input);
  const { jobId } = await admin.jobs.create.mutate(input);
  await jobEnd(fleet, jobId);
  const { items } = await admin.jobs.runs.query({ jobId, limit: 100 });
  return { jobId, lines, items };
}

async function expectEveryLineOnce({ jobId, lines, items }: Awaited<ReturnType<typeof runAll>>) {
  expect(
    items.filter(({ state }) => state !== 'completed').map(({ deviceName, failure }) => [deviceName, failure]),
  ).toEqual([]);
  for (const router of fleet.lab.routers) {
    const planned = lines.find(({ platform }) => platform === router.platform)!.lines;
    const sent = fleet.lab.ledger.lines(router.name).filter((line) => (planned as unknown[]).includes(line));
    expect([router.platform, sent]).toEqual([router.platform, planned]);
    const deviceId = fleet.ids.get(router.name)!;
    const output = await fleet.portal.admin.jobs.output.query({ jobId, deviceId });
    expect(output.commands.map(({ command }) => command)).toEqual(planned);
    // The process says its router id, whatever the platform: the answer is that of this router, and not of its prompt.
    expect(output.commands[0]!.output).toContain(router.routerId);
    for (const { output: text } of output.commands) expect(text).not.toContain(`${router.name}#`);
  }
}

describe('a job over nine platforms', () => {
  it('sends each router its own lines, as planned, once', async () => {
    const job = await runAll();
    expect(job.lines.map(({ platform }) => platform).sort()).toEqual([...PLATFORM_IDS].sort());
    await expectEveryLineOnce(job);
  });

  it('does the same with colors, doubled echoes, states in prompts, questions at login and long names', async () => {
    const ha: Partial<Record<string, string>> = {
      cisco_ios: '-stby',
      cisco_xr: 'RP/0/RSP1/CPU0',
      arista_eos: '(s1)',
      juniper_junos: 'master:0',
      huawei_vrp: 'HRP_M',
    };
    for (const [at, { name, platform }] of fleet.lab.routers.entries()) {
      fleet.lab.configure(name, {
        ...(ha[platform] ? { ha: ha[platform] } : {}),
        ansi: at % 2 === 0 && platform !== 'mikrotik_routeros',
        statusQuery: platform === 'arista_eos',
        unsaved: true,
        modelDriven: platform === 'nokia_sros',
        asksAtLogin: true,
        motd: `Maintenance of {prompt} on Sunday\r\n{prompt}\r\n`,
      });
    }
    await expectEveryLineOnce(await runAll());
  });

  it('tells every platform of a device that is set to auto', async () => {
    const { admin } = fleet.portal;
    for (const id of fleet.ids.values()) await admin.devices.update.mutate({ id, platform: 'auto' });
    const { jobId, items } = await runAll();
    expect(items.filter(({ state }) => state !== 'completed').map(({ deviceName }) => deviceName)).toEqual([]);
    const { commands: planned } = await admin.jobs.get.query({ jobId });
    for (const router of fleet.lab.routers) {
      const expected = planned.map(({ lines }) => lines?.[router.platform]);
      const output = await admin.jobs.output.query({ jobId, deviceId: fleet.ids.get(router.name)! });
      expect([router.platform, output.commands.map(({ command }) => command)]).toEqual([router.platform, expected]);
      expect(output.commands[0]!.output).toContain(router.routerId);
    }
    for (const { name, platform } of fleet.lab.routers) {
      await admin.devices.update.mutate({ id: fleet.ids.get(name)!, platform });
    }
  });
});
