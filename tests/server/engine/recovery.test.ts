import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '@/server/engine/memory-store';
import type { Clock } from '@/server/engine/ports';
import { systemClock } from '@/server/engine/system-clock';
import { allEvents, engineOf } from '../../support/engine';
import { mortalEngine } from '../../support/mortal-engine';
import { type PlanOptions, planOf } from '../../support/plan';
import { type Script, scriptedConnect } from '../../support/scripted-connect';

const change = 'clear ip ospf process';

/** A job that is killed when `when` holds of what its routers saw; `hang` routers answer again afterwards. */
async function killed(plan: PlanOptions, script: Script, when: (ledger: Ledger) => boolean) {
  const store = createMemoryStore();
  const before = { answers: script };
  const { connect, ledger } = scriptedConnect({
    connect: (id) => before.answers.connect?.(id),
    answer: (id, line) => before.answers.answer?.(id, line) ?? { text: 'ok' },
  });
  const first = mortalEngine({ connect, store });
  await first.engine.start(planOf(plan));
  await ledger.until(() => when(ledger));
  return { store, connect, ledger, engine: first.engine, kill: first.kill, heal: () => (before.answers = {}) };
}
type Ledger = ReturnType<typeof scriptedConnect>['ledger'];

const hangs =
  (...ids: string[]): Script['answer'] =>
  (id) =>
    ids.includes(id) ? 'hang' : { text: 'ok' };

const later = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms });

/** Waits until the store holds what the routers saw of a device. */
async function untilStored({ store }: { store: ReturnType<typeof createMemoryStore> }, type: string, deviceId: string) {
  for (;;) {
    const events = await store.readEvents('job-1', 0, 10_000, deviceId);
    if (events.some((event) => event.type === type)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('killed and started again after a short gap', () => {
  it('untouched devices go on, one in read-only work starts anew, and the job completes by itself', async () => {
    const run = await killed(
      { devices: 12, batchSize: 3, commands: ['show a', 'show b'] },
      { answer: hangs('r2') },
      (l) => l.lines.some(({ deviceId }) => deviceId === 'r2'),
    );
    await untilStored(run, 'command.started', 'r2');
    run.kill();
    run.heal();
    const engine = engineOf({ connect: run.connect, store: run.store });
    expect(await engine.recover()).toEqual(['job-1']);
    const events = await allEvents(engine, 'job-1');
    expect(events.at(-1)).toMatchObject({ type: 'job.completed', outcome: 'ok' });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.some((event) => event.type === 'device.updated' && event.requeued)).toBe(true);
    const output = await engine.output('job-1', 'r2');
    expect(output?.map(({ state, output: bytes }) => [state, Buffer.from(bytes).toString()])).toEqual([
      ['completed', 'ok'],
      ['completed', 'ok'],
    ]);
    expect(await engine.recover()).toEqual([]);
  });

  it('a changing line that was sent without an answer is unknown and is not sent again; the others go on', async () => {
    const run = await killed(
      { devices: 4, batchSize: 2, commands: ['show a', change] },
      {
        answer: (id, line) => (id === 'r1' && line === change ? 'hang' : { text: 'ok' }),
      },
      (l) => l.lines.some(({ deviceId, line }) => deviceId === 'r1' && line === change),
    );
    run.kill();
    run.heal();
    const engine = engineOf({ connect: run.connect, store: run.store });
    await engine.recover();
    await allEvents(engine, 'job-1');
    const { progress } = (await engine.read('job-1'))!;
    expect(progress.devices[0]).toMatchObject({ state: 'unknown', failure: { kind: 'connection_lost' } });
    expect(progress.counts.completed + progress.counts.unknown).toBe(4);
    expect((await engine.output('job-1', 'r1'))?.[1]).toMatchObject({ state: 'unknown', durationMs: null });
    for (const id of ['r1', 'r2', 'r3', 'r4']) {
      const sent = run.ledger.lines.filter(({ deviceId, line }) => deviceId === id && line === change);
      expect(sent.length).toBeLessThanOrEqual(1);
    }
  });

  it('a device whose change was answered is not run anew for the question after it', async () => {
    const run = await killed(
      { devices: 1, commands: [change, 'show a'] },
      {
        answer: (_, line) => (line === 'show a' ? 'hang' : { text: 'ok' }),
      },
      (l) => l.lines.length === 2,
    );
    await untilStored(run, 'command.completed', 'r1');
    run.kill();
    run.heal();
    const engine = engineOf({ connect: run.connect, store: run.store });
    await engine.recover();
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress.devices[0]?.state).toBe('failed');
    expect(run.ledger.lines.filter(({ line }) => line === change)).toHaveLength(1);
  });

  it('paused stays paused until a person resumes; canceled ends canceled', async () => {
    const paused = await killed({ devices: 6, batchSize: 2 }, { answer: hangs('r1') }, (l) => l.closes === 1);
    await paused.engine.pause('job-1', 'someone');
    paused.kill();
    paused.heal();
    const engine = engineOf({ connect: paused.connect, store: paused.store });
    await engine.recover();
    await stateOf(engine, 'paused');
    const { connects } = paused.ledger;
    await engine.resume('job-1', 'someone');
    await allEvents(engine, 'job-1');
    expect(connects).toBe(2);
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok', counts: { completed: 6 } });

    const canceled = await killed({ devices: 6, batchSize: 2 }, { answer: hangs('r1') }, (l) => l.closes === 1);
    const dying = canceled.engine.cancel('job-1', 'someone');
    await dying;
    canceled.kill();
    const next = engineOf({ connect: canceled.connect, store: canceled.store });
    await next.recover();
    await allEvents(next, 'job-1');
    expect((await next.read('job-1'))?.progress).toMatchObject({ state: 'canceled', stateReason: 'by someone' });
    expect(canceled.ledger.connects).toBe(2);
  });
});

describe('killed and started again after more than ten minutes', () => {
  it('the job is paused with that reason, sends nothing, and goes on when a person resumes it', async () => {
    const run = await killed({ devices: 6, batchSize: 2 }, { answer: hangs('r1') }, (l) => l.closes === 1);
    await untilStored(run, 'device.started', 'r1');
    run.kill();
    run.heal();
    const { connects } = run.ledger;
    const engine = engineOf({ connect: run.connect, store: run.store, clock: later(25 * 60_000) });
    await engine.recover();
    await stateOf(engine, 'paused');
    const job = await engine.read('job-1');
    expect(job?.progress.stateReason).toBe('the portal was away for 25 minutes');
    expect(job?.progress.counts.running).toBe(0);
    expect(run.ledger.connects).toBe(connects);
    await engine.resume('job-1', 'someone');
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok' });
  });
});

describe('taken up from a backup', () => {
  it('the job is paused with that reason however short the gap, and that is stored before anything else', async () => {
    const run = await killed({ devices: 6, batchSize: 2 }, { answer: hangs('r1') }, (l) => l.closes === 1);
    await untilStored(run, 'device.started', 'r1');
    run.kill();
    run.heal();
    const { connects } = run.ledger;
    const engine = engineOf({ connect: run.connect, store: run.store });
    expect(await engine.recover({ restored: true })).toEqual(['job-1']);
    const stored = await run.store.load('job-1');
    expect(stored?.progress).toMatchObject({ state: 'paused', stateReason: 'restored from a backup' });
    expect(run.ledger.connects).toBe(connects);
    await engine.resume('job-1', 'someone');
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok', counts: { completed: 6 } });
  });
});

describe('stopped in order', () => {
  it('the job goes on at the next start where it was', async () => {
    const store = createMemoryStore();
    const { connect, ledger } = scriptedConnect();
    const first = engineOf({ connect, store });
    await first.start(planOf({ devices: 30, batchSize: 5 }));
    await ledger.until(() => ledger.closes === 7);
    await first.stop(5_000);
    expect(ledger.connects).toBeLessThan(30);
    const engine = engineOf({ connect, store });
    await engine.recover();
    await allEvents(engine, 'job-1');
    expect(ledger.connects).toBe(30);
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok', counts: { completed: 30 } });
  });
});

async function stateOf(engine: ReturnType<typeof engineOf>, state: string): Promise<void> {
  const stop = new AbortController();
  for await (const stretch of engine.events('job-1', 0, stop.signal)) {
    if (stretch.some((event) => event.type === 'job.state_changed' && event.to === state)) return stop.abort();
  }
}

it.each(['batch', 'rolling'] as const)('the rate counts on over a kill, from start to start (%s)', async (strategy) => {
  const store = createMemoryStore();
  const { connect } = scriptedConnect();
  let now = Date.UTC(2026, 0, 1);
  let waits = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    waits = resolve;
  });
  // In the first process nobody comes back from the wait for the rate.
  const first = mortalEngine({
    connect,
    store,
    clock: {
      now: () => now,
      sleep: (ms, signal) => {
        if (ms === 1_000) return systemClock.sleep(ms, signal);
        waits();
        return new Promise(() => {});
      },
    },
  });
  await first.engine.start(planOf({ devices: 20, batchSize: 10, strategy, devicesPerHour: 600 }));
  await waiting;
  first.kill();
  now += 2_000;
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      if (ms === 1_000) return systemClock.sleep(ms, signal);
      now += Math.max(0, ms);
    },
  };
  const engine = engineOf({ connect, store, clock });
  await engine.recover();
  const events = await allEvents(engine, 'job-1');
  const type = strategy === 'batch' ? 'batch.started' : 'device.started';
  const starts = events.flatMap((event) => (event.type === type ? [Date.parse(event.at)] : []));
  const spacing = strategy === 'batch' ? 60_000 : 6_000;
  expect(starts.slice(1).map((at, i) => at - starts[i]!)).toEqual(starts.slice(1).map(() => spacing));
});
