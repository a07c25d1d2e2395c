import { describe, expect, it } from 'vitest';
import type { DevicePlatform, PlatformId } from '@/domain/device';
import { createMemoryStore } from '@/server/engine/memory-store';
import { allEvents, engineOf } from '../../support/engine';
import { planOf } from '../../support/plan';
import { type Script, scriptedConnect } from '../../support/scripted-connect';

/** Runs a job on one device per platform, `r1` first, and tells what each was sent. */
async function mixedJob(platforms: readonly DevicePlatform[], commands: readonly string[], script: Script = {}) {
  const { connect, ledger } = scriptedConnect(script);
  const engine = engineOf({ connect });
  const plan = planOf({ devices: platforms.length, commands, platformOf: (position) => platforms[position]! });
  await engine.start(plan);
  const events = await allEvents(engine, plan.jobId);
  const sent = (deviceId: string) =>
    ledger.lines.filter((entry) => entry.deviceId === deviceId).map(({ line }) => line);
  return { engine, events, sent, progress: (await engine.read(plan.jobId))!.progress };
}

const NINE: readonly PlatformId[] = [
  'cisco_ios',
  'cisco_xr',
  'cisco_nxos',
  'arista_eos',
  'juniper_junos',
  'huawei_vrp',
  'mikrotik_routeros',
  'nokia_sros',
  'frr',
];

describe('a job over many platforms', () => {
  it('sends each device its own line and nothing else, and the events tell that line', async () => {
    const { sent, events, progress } = await mixedJob(NINE, ['@ospf-neighbors', 'show version']);
    const expected = [
      'show ip ospf neighbor',
      'show ospf neighbor',
      'show ip ospf neighbors',
      'show ip ospf neighbor',
      'show ospf neighbor',
      'display ospf peer brief',
      '/routing ospf neighbor print terse without-paging',
      'show router ospf neighbor',
      'show ip ospf neighbor',
    ];
    for (const [at, line] of expected.entries()) {
      const deviceId = `r${at + 1}`;
      expect(sent(deviceId)).toEqual([line, 'show version']);
      const told = events.filter((event) => event.type === 'command.started' && event.deviceId === deviceId);
      expect(told).toMatchObject([
        { index: 0, command: line },
        { index: 1, command: 'show version' },
      ]);
    }
    expect(progress.counts.completed).toBe(9);
  });

  it('chooses the line by what the router turned out to be', async () => {
    const platform = (deviceId: string) => (deviceId === 'r1' ? 'nokia_sros' : 'huawei_vrp');
    const { sent } = await mixedJob(['auto', 'cisco_ios'], ['@ospf-neighbors'], { platform });
    expect(sent('r1')).toEqual(['show router ospf neighbor']);
    expect(sent('r2')).toEqual(['display ospf peer brief']);
  });

  it('leaves a command out where the platform has none; the device completes and its record says so', async () => {
    const commands = ['@ospf-process', '@ospf-max-age-lsas', '@ospf-neighbors', '@ospf-max-age-lsas'];
    const { engine, sent, progress } = await mixedJob(['cisco_ios', 'auto', 'frr'], commands);
    for (const deviceId of ['r1', 'r2']) {
      expect(sent(deviceId)).toEqual(['show ip ospf', 'show ip ospf neighbor']);
      const records = await engine.output('job-1', deviceId);
      expect(records?.map(({ state, command }) => [state, command])).toEqual([
        ['completed', 'show ip ospf'],
        ['skipped', '@ospf-max-age-lsas'],
        ['completed', 'show ip ospf neighbor'],
        ['skipped', '@ospf-max-age-lsas'],
      ]);
    }
    expect(sent('r3')).toHaveLength(4);
    expect(progress.counts.completed).toBe(3);
  });

  it('does not call a device completed that was asked nothing', async () => {
    const { sent, progress, events } = await mixedJob(['auto', 'auto'], ['@ospf-max-age-lsas'], {
      platform: (deviceId) => (deviceId === 'r1' ? 'cisco_xr' : 'frr'),
    });
    expect(sent('r1')).toEqual([]);
    expect(progress.devices[0]).toMatchObject({
      state: 'failed',
      failure: {
        kind: 'command_rejected',
        message: 'None of the commands of this job exists on Cisco IOS XR; nothing was sent',
      },
    });
    expect(events.filter((event) => 'index' in event && event.deviceId === 'r1')).toEqual([]);
    expect(progress.devices[1]).toMatchObject({ state: 'completed' });
    expect(progress.record.commandRefusals).toBe(0);
  });

  it('knows while the device still works which commands it will leave out', async () => {
    const { connect, ledger } = scriptedConnect({
      answer: (_device, line) => (line === 'show ip ospf' ? 'hang' : { text: '' }),
    });
    const engine = engineOf({ connect });
    const commands = ['@ospf-max-age-lsas', '@ospf-process', '@ospf-max-age-lsas', '@ospf-routes'];
    const platformOf = (position: number): DevicePlatform => (position === 0 ? 'cisco_ios' : 'auto');
    await engine.start(planOf({ devices: 2, commands, platformOf }));
    await ledger.until(() => ledger.lines.length === 2);
    const states = async (deviceId: string) =>
      (await engine.output('job-1', deviceId))?.map(({ state, command }) => `${state} ${command}`);
    const waitForStart = async (deviceId: string) => {
      for await (const events of engine.events('job-1', 0, AbortSignal.timeout(5_000))) {
        if (events.some((event) => event.type === 'command.started' && event.deviceId === deviceId)) return;
      }
    };
    await Promise.all(['r1', 'r2'].map(waitForStart));
    const [leftOut, running] = ['skipped @ospf-max-age-lsas', 'running show ip ospf'];
    expect(await states('r1')).toEqual([leftOut, running, leftOut, 'pending show ip route ospf']);
    // What has not come yet on a router whose platform the plan does not know stays open.
    expect(await states('r2')).toEqual([leftOut, running, 'pending @ospf-max-age-lsas', 'pending @ospf-routes']);
    await engine.cancel('job-1', 'operator');
    await allEvents(engine, 'job-1');
  });
});

describe('a portal that ended in mid-job', () => {
  it('calls a device completed whose changing line was answered and whose other command does not exist there', async () => {
    const store = createMemoryStore();
    const plan = planOf({ devices: 1, commands: ['clear ip ospf counters', '@ospf-max-age-lsas'] });
    await store.create(plan);
    const at = new Date().toISOString();
    const bodies = [
      { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null },
      { type: 'batch.started', batch: 1, size: 1 },
      { type: 'device.started', deviceId: 'r1' },
      { type: 'command.started', deviceId: 'r1', index: 0, command: 'clear ip ospf counters' },
      { type: 'command.completed', deviceId: 'r1', index: 0, durationMs: 5, bytes: 0, truncated: false },
    ] as const;
    const events = bodies.map((body, index) => ({ ...body, seq: index + 1, jobId: plan.jobId, at }));
    const progress = (await store.load(plan.jobId))!.progress;
    await store.append({ jobId: plan.jobId, events, devices: [], progress });
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect, store });
    await engine.recover();
    await allEvents(engine, plan.jobId);
    expect(ledger.connects).toBe(0);
    expect((await engine.read(plan.jobId))?.progress).toMatchObject({ outcome: 'ok', counts: { completed: 1 } });
  });
});
