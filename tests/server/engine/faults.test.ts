import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '@/server/engine/memory-store';
import type { Clock, JobStore } from '@/server/engine/ports';
import { systemClock } from '@/server/engine/system-clock';
import { allEvents, engineOf } from '../../support/engine';
import { planOf } from '../../support/plan';
import { scriptedConnect } from '../../support/scripted-connect';

/** A store whose disk can be full. */
function failingStore() {
  const inner = createMemoryStore();
  const state = { full: false, refusals: 0, onRefusal: () => {} };
  const store: JobStore = {
    ...inner,
    append: async (batch) => {
      if (!state.full) return inner.append(batch);
      state.refusals += 1;
      state.onRefusal();
      throw new Error('disk full');
    },
  };
  return { store, state };
}

describe('a store that fails', () => {
  it('starts no new device, loses no event, and goes on when there is room', async () => {
    const { store, state } = failingStore();
    const refused = new Promise<void>((resolve) => {
      state.onRefusal = resolve;
    });
    const { connect, ledger } = scriptedConnect({
      answer: (deviceId) => {
        if (deviceId !== 'r5') return { text: 'ok' };
        state.full = true;
        return { text: 'ok', after: refused };
      },
    });
    const engine = engineOf({ connect, store });
    await engine.start(planOf({ devices: 60, batchSize: 2 }));
    await refused;
    await ledger.until(() => ledger.open.size === 0);
    const connects = ledger.connects;
    const stored = await engine.read('job-1');
    expect(stored?.progress.counts.total).toBe(60);
    expect(ledger.open.size).toBe(0);
    state.full = false;
    const events = await allEvents(engine, 'job-1');
    expect(connects).toBe(6);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
    expect((await engine.read('job-1'))?.progress).toMatchObject({ outcome: 'ok', counts: { completed: 60 } });
  });

  it('holds back a changing line until its intention is written', async () => {
    const { store, state } = failingStore();
    const { connect, ledger } = scriptedConnect({
      connect: () => {
        state.full = true;
        return undefined;
      },
    });
    const engine = engineOf({ connect, store });
    const refused = new Promise<void>((resolve) => {
      state.onRefusal = resolve;
    });
    await engine.start(planOf({ devices: 1, commands: ['clear ip ospf process'] }));
    await refused;
    expect(ledger.lines).toEqual([]);
    state.full = false;
    await allEvents(engine, 'job-1');
    expect(ledger.lines).toHaveLength(1);
  });
});

describe('a portal that stops', () => {
  it('lets running devices finish, starts no other, and leaves the rest for the next start', async () => {
    const store = createMemoryStore();
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect, store });
    await engine.start(planOf({ devices: 50, batchSize: 5 }));
    await ledger.until(() => ledger.closes === 6);
    await engine.stop(5_000);
    const stored = await store.load('job-1');
    expect(stored?.progress.state).toBe('running');
    expect(stored?.progress.counts.running).toBe(0);
    expect(stored?.progress.counts.pending).toBeGreaterThan(0);
    expect(stored?.progress.counts.completed).toBe(ledger.connects);
  });

  it('cuts devices that outlast the grace: requeued with the reason, or unknown where a change was sent', async () => {
    const store = createMemoryStore();
    const { connect, ledger } = scriptedConnect({ answer: () => 'hang' });
    const engine = engineOf({ connect, store });
    await engine.start(planOf({ devices: 2, batchSize: 1 }));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.stop(10);
    const stored = await store.load('job-1');
    expect(stored?.progress.devices[0]).toMatchObject({ state: 'pending', reason: 'the portal stopped' });
    expect(ledger.open.size).toBe(0);

    const changing = engineOf({ connect, store });
    await changing.start(planOf({ jobId: 'job-2', devices: 1, commands: ['clear ip ospf process'] }));
    await ledger.until(() => ledger.lines.length === 2);
    await changing.stop(10);
    expect((await store.load('job-2'))?.progress.devices[0]).toMatchObject({
      state: 'unknown',
      failure: { kind: 'connection_lost', detail: 'The portal stopped' },
    });
  });
});

describe('made twice', () => {
  it('the same idempotency key gives the same job', async () => {
    const store = createMemoryStore();
    const { connect } = scriptedConnect();
    const engine = engineOf({ connect, store });
    const first = await engine.start(planOf({ devices: 1, idempotencyKey: 'k' }));
    const second = await engine.start(planOf({ jobId: 'job-2', devices: 1, idempotencyKey: 'k' }));
    expect(first).toEqual({ jobId: 'job-1', created: true });
    expect(second).toEqual({ jobId: 'job-1', created: false });
    await allEvents(engine, 'job-1');
  });
});

describe('devices per hour', () => {
  /** Time that moves only when someone sleeps. */
  function heldClock() {
    let now = Date.UTC(2026, 0, 1);
    const sleeps: number[] = [];
    const clock: Clock = {
      now: () => now,
      sleep: async (ms, signal) => {
        if (ms === 1_000) return systemClock.sleep(ms, signal);
        if (ms <= 0) return;
        sleeps.push(ms);
        now += ms;
      },
    };
    return { clock, sleeps, jump: (ms: number) => (now += ms) };
  }

  it('counts from start to start: three batches of ten at 600 an hour start a minute apart', async () => {
    const { clock } = heldClock();
    const { connect } = scriptedConnect();
    const engine = engineOf({ connect, clock });
    await engine.start(planOf({ devices: 30, devicesPerHour: 600 }));
    const events = await allEvents(engine, 'job-1');
    const starts = events.filter((event) => event.type === 'batch.started').map((event) => Date.parse(event.at));
    expect([starts[1]! - starts[0]!, starts[2]! - starts[1]!]).toEqual([60_000, 60_000]);
  });

  it('never catches up after the clock jumped: the next start is a full spacing after the last one', async () => {
    const { clock, jump } = heldClock();
    const { connect } = scriptedConnect({
      answer: (id) => {
        if (id === 'r10') jump(3_600_000);
        return { text: 'ok' };
      },
    });
    const engine = engineOf({ connect, clock });
    await engine.start(planOf({ devices: 40, devicesPerHour: 600, batchSize: 10 }));
    const events = await allEvents(engine, 'job-1');
    const starts = events.filter((event) => event.type === 'batch.started').map((event) => Date.parse(event.at));
    for (let at = 1; at < starts.length; at += 1) expect(starts[at]! - starts[at - 1]!).toBeGreaterThanOrEqual(60_000);
  });

  it('spaces single devices when rolling', async () => {
    const { clock, sleeps } = heldClock();
    const { connect } = scriptedConnect();
    const engine = engineOf({ connect, clock });
    await engine.start(planOf({ devices: 5, devicesPerHour: 1_800, batchSize: 5, strategy: 'rolling' }));
    await allEvents(engine, 'job-1');
    expect(sleeps).toEqual([2_000, 2_000, 2_000, 2_000]);
  });

  it('devices that another job held up start one after the other all the same, and hold nobody else up', async () => {
    const { clock } = heldClock();
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { connect, ledger } = scriptedConnect({
      answer: (_, line) => ({ text: line, ...(line === 'show a' ? { after: held } : {}) }),
    });
    const engine = engineOf({ connect, clock });
    const plan = planOf({ devices: 8, devicesPerHour: 1_800, batchSize: 0, strategy: 'rolling' });
    await engine.start({ ...planOf({ jobId: 'other', devices: 4, commands: ['show a'], batchSize: 4 }) });
    await ledger.until(() => ledger.lines.length === 4);
    await engine.start(plan);
    await ledger.until(() => ledger.closes === 4);
    expect(ledger.lines.slice(4).map(({ deviceId }) => deviceId)).toEqual(['r5', 'r6', 'r7', 'r8']);
    letGo();
    const events = await allEvents(engine, 'job-1');
    const starts = events.flatMap(({ type, at }) => (type === 'device.started' ? [Date.parse(at)] : []));
    for (let at = 1; at < starts.length; at += 1) expect(starts[at]! - starts[at - 1]!).toBeGreaterThanOrEqual(2_000);
  });
});
