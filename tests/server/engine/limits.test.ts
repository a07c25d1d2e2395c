import { describe, expect, it } from 'vitest';
import type { JobOptions } from '@/domain/job-options-schema';
import { DEFAULT_OPTIONS } from '@/domain/job-options-schema';
import type { Clock } from '@/server/engine/ports';
import { systemClock } from '@/server/engine/system-clock';
import { allEvents, engineOf } from '../../support/engine';
import { type PlanOptions, planOf } from '../../support/plan';
import { type Script, scriptedConnect } from '../../support/scripted-connect';

const wrong = { kind: 'auth_failed', detail: 'refused' } as const;
const refused = { kind: 'refused' } as const;
const rules = (change: Partial<JobOptions['stopRules']>) => ({
  options: { stopRules: { ...DEFAULT_OPTIONS.stopRules, ...change } },
});

async function run(plan: PlanOptions, script: Script = {}, clock: Clock = systemClock) {
  const { connect, ledger } = scriptedConnect(script);
  const engine = engineOf({ connect, clock });
  await engine.start(planOf(plan));
  const events = await allEvents(engine, 'job-1');
  return { engine, ledger, events, progress: (await engine.read('job-1'))!.progress };
}

describe('the credential guard', () => {
  it('a wrong password on 500 devices, 50 at once, costs two failed logins; the rest is skipped and says why', async () => {
    const { ledger, progress } = await run({ devices: 500, batchSize: 50 }, { connect: () => wrong });
    expect(ledger.failedLogins).toBe(2);
    expect(progress.counts).toMatchObject({ failed: 2, skipped: 498 });
    expect(new Set(progress.devices.flatMap(({ reason }) => reason ?? []))).toEqual(new Set(['credential_suspect']));
    expect(progress.record.suspended).toMatchObject([{ credentialId: 'credential-1', failedLogins: 2 }]);
  });

  it('all at once is no different', async () => {
    const { ledger } = await run({ devices: 200, batchSize: 0 }, { connect: () => wrong });
    expect(ledger.failedLogins).toBe(2);
  });

  it('a credential that was good and goes bad while 50 devices are at work costs two failed logins', async () => {
    let logins = 0;
    const { ledger, progress } = await run(
      { devices: 500, batchSize: 50, strategy: 'rolling' },
      { connect: () => (++logins > 120 ? wrong : undefined) },
    );
    expect(ledger.failedLogins).toBe(2);
    expect(progress.counts.failed).toBe(2);
    expect(progress.counts.completed + progress.counts.skipped).toBe(498);
  });

  it('devices with another credential go on', async () => {
    const { ledger, progress } = await run(
      { devices: 60, batchSize: 20, credentialOf: (at) => (at % 2 ? 'good' : 'bad') },
      { connect: (id) => (Number(id.slice(1)) % 2 ? wrong : undefined) },
    );
    expect(ledger.failedLogins).toBe(2);
    expect(progress.counts).toMatchObject({ completed: 30, failed: 2, skipped: 28 });
  });

  it('a device that does not answer holds nobody back', async () => {
    const { progress } = await run(
      { devices: 30, batchSize: 10 },
      { connect: (id) => (Number(id.slice(1)) <= 8 ? refused : undefined) },
    );
    expect(progress.counts).toMatchObject({ completed: 22, failed: 8 });
  });
});

describe('stop rules', () => {
  const failing: Script = { connect: () => refused };

  it.each([
    ['failed devices', { failedDevices: 3 }, 'stop rule failedDevices: 3 reached the limit of 3', 3],
    ['percent', { failedPercent: 10 }, 'stop rule failedPercent: 10 reached the limit of 10', 4],
    ['failures in a row', { failuresInRow: 2 }, 'stop rule failuresInRow: 2 reached the limit of 2', 2],
  ] as const)('%s: reached, no further device starts, the rest is skipped', async (_, limit, reason, failed) => {
    const { ledger, progress } = await run({ devices: 40, batchSize: 1, ...rules(limit) }, failing);
    expect(progress).toMatchObject({ state: 'failed', stateReason: reason });
    expect(progress.counts).toMatchObject({ failed, skipped: 40 - failed });
    expect(ledger.connects).toBe(failed);
    expect(progress.devices.at(-1)?.reason).toBe(reason);
  });

  it('command refusals: devices that run finish', async () => {
    const { progress, ledger } = await run(
      { devices: 20, batchSize: 4, commands: ['show a', 'show b'], ...rules({ commandRefusals: 1 }) },
      {
        answer: (id, line) =>
          id === 'r2' && line === 'show a'
            ? { fail: { kind: 'command_rejected', message: '% Invalid' }, usable: true }
            : { text: 'ok' },
      },
    );
    expect(progress).toMatchObject({ state: 'failed', counts: { completed: 3, failed: 1, skipped: 16 } });
    expect(ledger.lines).toHaveLength(8);
  });

  it('failures in a row begin anew after a device that completed', async () => {
    const { progress } = await run(
      { devices: 12, batchSize: 1, ...rules({ failuresInRow: 2 }) },
      { connect: (id) => (Number(id.slice(1)) % 2 ? refused : undefined) },
    );
    expect(progress).toMatchObject({ state: 'completed', counts: { failed: 6, completed: 6 } });
  });
});

describe('the canary', () => {
  const canary = (after: 'continue' | 'wait', size: number | null = 3) => ({
    options: { canary: { size, perPlatformAndCountry: size === null, after } },
  });

  it('passes, and the rest goes on by itself', async () => {
    const { progress, events } = await run({ devices: 23, batchSize: 10, ...canary('continue') });
    expect(progress.batches.map(({ size }) => size)).toEqual([3, 10, 10]);
    expect(progress).toMatchObject({ state: 'completed', outcome: 'ok', record: { canary: 'passed' } });
    const passed = events.findIndex((event) => event.type === 'job.updated' && event.canary === 'passed');
    expect(events.slice(0, passed).filter((event) => event.type === 'device.started')).toHaveLength(3);
  });

  it.each(['batch', 'rolling'] as const)('fails, and no other device is touched (%s)', async (strategy) => {
    const { progress, ledger } = await run(
      { devices: 23, batchSize: 1, strategy, ...canary('continue') },
      { connect: (id) => (id === 'r2' ? refused : undefined) },
    );
    expect(ledger.connects).toBe(2);
    expect(progress).toMatchObject({ state: 'failed', counts: { completed: 1, failed: 1, skipped: 21 } });
    expect(progress.stateReason).toBe('canary: not every one of its 3 devices completed');
  });

  it('waits for a person where that was asked', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 20, ...canary('wait', null) }));
    await stateOf(engine, 'paused');
    // One platform in five countries.
    expect(ledger.connects).toBe(5);
    await engine.resume('job-1', 'someone');
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok' });
  });
});

describe('automatic retries', () => {
  /** Sleeps of a second and more pass at once, and are written down; nothing else takes any time. */
  function quickClock() {
    let now = Date.UTC(2026, 0, 1);
    const sleeps: number[] = [];
    const clock: Clock = {
      now: () => now,
      sleep: async (ms, signal) => {
        if (ms < 900 || ms === 1_000) return systemClock.sleep(ms === 1_000 ? 5 : ms, signal);
        sleeps.push(ms);
        now += ms;
      },
    };
    return { clock, sleeps };
  }

  it('a device that is busy twice completes at the third try in any job, after growing waits of at least two seconds', async () => {
    const { clock, sleeps } = quickClock();
    let tries = 0;
    const { progress, events } = await run(
      { devices: 4 },
      {
        connect: (id) => {
          if (id !== 'r2') return undefined;
          tries += 1;
          return tries < 3 ? { kind: 'busy', detail: 'no VTY line' } : undefined;
        },
      },
      clock,
    );
    expect(progress).toMatchObject({ outcome: 'ok' });
    expect(progress.devices[1]).toMatchObject({ state: 'completed', retries: 2 });
    expect(sleeps).toEqual([2_000, 5_000]);
    const requeued = events.flatMap((event) => (event.type === 'device.updated' && event.requeued) || []);
    expect(requeued.map(({ reason, retries }) => [reason, retries])).toEqual([
      ['busy', 1],
      ['busy', 2],
    ]);
  });

  it('a device that stays busy is tried three times', async () => {
    const { clock } = quickClock();
    const { ledger, progress } = await run(
      { devices: 1 },
      { connect: () => ({ kind: 'busy', detail: 'no VTY line' }) },
      clock,
    );
    expect(ledger.connects).toBe(3);
    expect(progress.devices[0]).toMatchObject({ state: 'failed', failure: { kind: 'busy' }, retries: 2 });
  });

  it('other failures only where the job says so, not after a refused login, and never more than asked', async () => {
    const { clock } = quickClock();
    const script: Script = { connect: (id) => (id === 'r1' ? wrong : id === 'r2' ? refused : undefined) };
    const once = await run({ devices: 3, options: { retries: 1 }, credentialOf: String }, script, clock);
    expect(once.ledger.connects).toBe(1 + 2 + 1);
    const never = await run({ devices: 3, credentialOf: String }, script, clock);
    expect(never.ledger.connects).toBe(1 + 1 + 1);
  });

  it('read-only work that a lost connection cut short is asked again from its first command, and only that answer counts', async () => {
    const { clock, sleeps } = quickClock();
    let lost = 0;
    const { engine, ledger, progress } = await run(
      { devices: 2, commands: ['show ip ospf', 'show version'], options: { retries: 2 } },
      {
        answer: (id, line) => {
          if (id !== 'r1' || line !== 'show version' || lost === 2) return { text: `${line} ${lost}` };
          lost += 1;
          return { fail: { kind: 'connection_lost', detail: 'reset' } };
        },
      },
      clock,
    );
    expect(sleeps).toEqual([2_000, 5_000]);
    expect(progress.devices[0]).toMatchObject({
      state: 'completed',
      retries: 2,
      commandsCompleted: 2,
      commandsFailed: 0,
    });
    expect(ledger.lines.filter(({ deviceId }) => deviceId === 'r1')).toHaveLength(6);
    const output = await engine.output('job-1', 'r1');
    expect(output?.map((command) => Buffer.from(command.output).toString())).toEqual([
      'show ip ospf 2',
      'show version 2',
    ]);
  });

  it('nothing is asked again once a changing line may have left', async () => {
    const { clock } = quickClock();
    const { ledger, progress } = await run(
      { devices: 2, commands: ['clear ip ospf process', 'show ip ospf'], options: { retries: 2 } },
      {
        answer: (id, line) =>
          line === 'show ip ospf' || id === 'r2'
            ? { fail: { kind: 'connection_lost', detail: 'reset' } }
            : { text: 'ok' },
      },
      clock,
    );
    expect(ledger.connects).toBe(2);
    expect(progress.devices.map(({ state }) => state)).toEqual(['failed', 'unknown']);
  });

  it('its place is free while a device waits for its retry', async () => {
    const { connect, ledger } = scriptedConnect({ connect: (id) => (id === 'r1' ? refused : undefined) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 8, batchSize: 1, strategy: 'rolling', options: { retries: 1 } }));
    await ledger.until(() => ledger.closes === 7);
    expect((await engine.read('job-1'))?.progress.devices[0]).toMatchObject({ state: 'pending', reason: 'refused' });
    await engine.cancel('job-1', 'someone');
    await allEvents(engine, 'job-1');
  });
});

describe('order, priority and deadline', () => {
  it('spread over countries: neighbours in the order are of different countries', () => {
    const plan = planOf({ devices: 50, options: { order: 'spread' } });
    const countries = plan.devices.map(({ country }) => country);
    for (let at = 1; at < countries.length; at += 1) expect(countries[at]).not.toBe(countries[at - 1]);
  });

  it('a job of high priority gets the next free place before one of low priority that came first', async () => {
    let open = () => {};
    const after = new Promise<void>((resolve) => {
      open = resolve;
    });
    const order: string[] = [];
    const { connect, ledger } = scriptedConnect({
      answer: (id) => {
        order.push(id);
        return { text: 'ok', after };
      },
    });
    const engine = engineOf({ connect, limits: { maxSessions: 1 } });
    const job = (jobId: string, priority: 'low' | 'high', net: number) => {
      const plan = planOf({ jobId, devices: 3, options: { priority } });
      return {
        ...plan,
        devices: plan.devices.map((d) => ({
          ...d,
          deviceId: `${priority}-${d.deviceId}`,
          address: `10.0.${net}.${d.deviceId.slice(1)}`,
        })),
      };
    };
    await engine.start(job('job-1', 'low', 1));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.start(job('job-2', 'high', 2));
    open();
    await Promise.all([allEvents(engine, 'job-1'), allEvents(engine, 'job-2')]);
    expect(order).toEqual(['low-r1', 'high-r1', 'high-r2', 'high-r3', 'low-r2', 'low-r3']);
  });

  it('at its deadline a job ends as failed with that reason, running devices finish, the rest is skipped', async () => {
    let release = () => {};
    const after = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { connect } = scriptedConnect({ answer: () => ({ text: 'ok', after }) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 6, batchSize: 2, options: { deadlineMs: 1_500 } }));
    await stateOf(engine, 'completing');
    release();
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({
      state: 'failed',
      stateReason: 'deadline: not done after 1500 ms',
      counts: { completed: 2, skipped: 4 },
    });
  });
});

async function stateOf(engine: ReturnType<typeof engineOf>, state: string): Promise<void> {
  const stop = new AbortController();
  for await (const stretch of engine.events('job-1', 0, stop.signal)) {
    if (stretch.some((event) => event.type === 'job.state_changed' && event.to === state)) return stop.abort();
  }
}
