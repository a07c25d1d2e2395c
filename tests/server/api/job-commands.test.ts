import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYDAY_REFERENCES, plannedCommand } from '@/domain/command';
import type { DevicePlatform } from '@/domain/device';
import { lineFor } from '@/domain/job';
import { planAgain, planCommands } from '@/server/api/job-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { callHttp } from '../../support/raw-call';

const on = (...platforms: DevicePlatform[]) => platforms.map((platform) => ({ platform }));

describe('commands of a mixed job, over the api', () => {
  let fleet: Fleet;
  const admin = () => fleet.portal.admin;
  const all = { all: true as const };
  const asked = (name: string) => fleet.lab.ledger.lines(name).filter((line) => line.startsWith('show '));
  const withPlatform = (platform: string) => fleet.lab.routers.filter((router) => router.platform === platform);

  beforeAll(async () => {
    fleet = await startFleet({ size: 12, seed: 3, addressBase: '127.162.0.1' });
  });
  afterAll(() => fleet.close());

  it('are sent as the plan says: per platform the exact line, in the plan, at the routers, in job and output', async () => {
    fleet.lab.ledger.clear();
    const input = { filter: all, commands: [...EVERYDAY_REFERENCES, 'show version'], batchSize: 6 };
    const plan = await admin().jobs.plan.query(input);
    expect(plan.lines.map(({ platform, devices }) => [platform, devices])).toEqual([
      ['frr', withPlatform('frr').length],
      ['cisco_ios', withPlatform('cisco_ios').length],
    ]);
    expect(plan.commands[1]).toMatchObject({ reference: '@ospf-neighbors', title: 'OSPF neighbors', kind: 'read' });
    expect(plan.commands[5]).toMatchObject({ reference: null, title: null, line: 'show version' });
    const { jobId } = await admin().jobs.create.mutate({ ...input, planHash: plan.planHash });
    const events = await jobEnd(fleet, jobId);
    for (const router of fleet.lab.routers) {
      const planned = plan.lines.find(({ platform }) => platform === router.platform)!.lines;
      expect(asked(router.name)).toEqual(planned);
      const deviceId = fleet.ids.get(router.name)!;
      const started = events.filter((event) => event.type === 'command.started' && event.deviceId === deviceId);
      expect(started.map((event) => 'command' in event && event.command)).toEqual(planned);
      const output = await admin().jobs.output.query({ jobId, deviceId });
      expect(output.commands.map(({ command }) => command)).toEqual(planned);
    }
    const job = await admin().jobs.get.query({ jobId });
    expect(job).toMatchObject({ outcome: 'ok', lines: plan.lines, commands: plan.commands });
    expect(job.title).toBe('OSPF process and 5 more on 12 devices');
  });

  it('that some platforms lack are left out there, with a warning beforehand', async () => {
    fleet.lab.ledger.clear();
    const input = { filter: all, commands: ['@ospf-interfaces-brief', '@ospf-process'] };
    const plan = await admin().jobs.plan.query(input);
    const warning = plan.warnings.find(({ code }) => code === 'not_on_platform');
    expect(warning?.message).toBe(
      'Left out where the platform has no such command: OSPF interfaces, brief (FRRouting)',
    );
    expect(plan.lines.find(({ platform }) => platform === 'frr')?.lines).toEqual([null, 'show ip ospf']);
    const { jobId } = await admin().jobs.create.mutate(input);
    await jobEnd(fleet, jobId);
    expect((await admin().jobs.get.query({ jobId })).counts.completed).toBe(12);
    const frr = withPlatform('frr')[0]!;
    expect(asked(frr.name)).toEqual(['show ip ospf']);
    const output = await admin().jobs.output.query({ jobId, deviceId: fleet.ids.get(frr.name)! });
    expect(output.commands.map(({ state, command }) => [state, command])).toEqual([
      ['skipped', '@ospf-interfaces-brief'],
      ['completed', 'show ip ospf'],
    ]);
  });

  it('that would leave a platform with nothing to do are refused, and nothing starts', async () => {
    const before = (await admin().jobs.list.query({})).total;
    const create = admin().jobs.create.mutate({ filter: all, commands: ['@ospf-interfaces-brief'] });
    await expect(create).rejects.toMatchObject({
      message: `commands: expected at least one that exists on each platform; none on frr (${withPlatform('frr').length})`,
      data: { code: 'BAD_REQUEST' },
    });
    expect((await admin().jobs.list.query({})).total).toBe(before);
  });

  it('that are typed go to every platform as they are, with a warning that names the platforms', async () => {
    const plan = await admin().jobs.plan.query({ filter: all, commands: ['@ospf-process', 'show clock'] });
    expect(plan.warnings.find(({ code }) => code === 'same_line_everywhere')?.message).toBe(
      'The same typed line goes to FRRouting, Cisco IOS / IOS XE: show clock',
    );
    const alone = await admin().jobs.plan.query({ filter: { platform: 'frr' }, commands: ['show clock'] });
    expect(alone.warnings.map(({ code }) => code)).not.toContain('same_line_everywhere');
  });

  it('for a device that is recognised at connect are open in the plan and right on the router', async () => {
    const router = withPlatform('frr')[1]!;
    const id = fleet.ids.get(router.name)!;
    await admin().devices.update.mutate({ id, platform: 'auto' });
    fleet.lab.ledger.clear();
    const input = { deviceIds: [id], commands: ['@ospf-neighbors'] };
    const plan = await admin().jobs.plan.query(input);
    expect(plan.lines).toEqual([{ platform: 'auto', devices: 1, lines: [null] }]);
    expect(plan.warnings.map(({ code }) => code)).not.toContain('not_on_platform');
    const { jobId } = await admin().jobs.create.mutate(input);
    await jobEnd(fleet, jobId);
    expect(asked(router.name)).toEqual(['show ip ospf neighbor']);
    const output = await admin().jobs.output.query({ jobId, deviceId: id });
    expect(output.commands[0]).toMatchObject({ command: 'show ip ospf neighbor', state: 'completed' });
    await admin().devices.update.mutate({ id, platform: 'frr' });
  });

  it('must be in the catalogue when they say so: an unknown reference is refused with those that exist', async () => {
    const answer = await callHttp(fleet.portal, { cookie: fleet.portal.adminCookie }, 'jobs.create', {
      filter: all,
      commands: ['@ospf-process', '@ospf-neighbours'],
    });
    expect([answer.code, answer.fields.map(({ field }) => field)]).toEqual(['BAD_REQUEST', ['commands.1']]);
    expect(answer.message).toContain('@ospf-process, @ospf-neighbors,');
  });

  it('change the hash of the plan when their lines do: typed or by reference is not the same', async () => {
    const frr = { platform: 'frr' as const };
    const typed = await admin().jobs.plan.query({ filter: frr, commands: ['show ip ospf'] });
    const reference = await admin().jobs.plan.query({ filter: frr, commands: ['@ospf-process'] });
    expect(typed.lines).toEqual(reference.lines);
    expect(typed.planHash).not.toBe(reference.planHash);
  });
});

describe('commands of a plan', () => {
  it('are judged for the platforms that they meet', () => {
    const print = '/routing ospf neighbor print';
    expect(planCommands([print], on('mikrotik_routeros'))).toEqual([{ line: print, kind: 'read', lines: null }]);
    expect(planCommands([print], on('mikrotik_routeros', 'frr'))).toMatchObject([{ kind: 'change' }]);
    expect(planCommands([print], on('auto'))).toMatchObject([{ kind: 'change' }]);
  });

  it('are judged anew in a retry whose devices are of another platform by now; frozen lines stay', () => {
    const print = planCommands(['/routing ospf neighbor print'], on('mikrotik_routeros'));
    expect(planAgain(print, on('cisco_ios'))).toMatchObject([{ kind: 'change' }]);
    const frozen = { ...plannedCommand('@ospf-process', []), lines: { frr: 'show ip ospf as it was' } };
    expect(planAgain([frozen], on('frr')).map((command) => lineFor(command, 'frr'))).toEqual([
      'show ip ospf as it was',
    ]);
    expect(() => planAgain([frozen], on('frr', 'nokia_sros'))).toThrow(/^commands: .*none on nokia_sros \(1\)$/);
  });
});
