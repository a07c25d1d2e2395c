import { expect, it } from 'vitest';
import { err } from '@/domain/result';
import type { Connect, LoginRealms } from '@/server/engine/ports';
import { allEvents, engineOf } from '../../support/engine';
import { HeldClock } from '../../support/held-clock';
import { planOf } from '../../support/plan';
import { scriptedConnect } from '../../support/scripted-connect';

/** One login in 100 s: whoever is not the first waits for longer than any test. */
const SLOW: LoginRealms = { limitOf: async () => ({ realm: 'tacacs', loginsPerSecond: 0.01 }) };
const endOf = async (engine: ReturnType<typeof engineOf>, jobId: string) => {
  await allEvents(engine, jobId);
  return (await engine.read(jobId))!.progress;
};

/** Resolves when a device of the job has completed. */
async function oneDone(engine: ReturnType<typeof engineOf>): Promise<void> {
  for await (const events of engine.events('job-1', 0, new AbortController().signal)) {
    if (events.some(({ type }) => type === 'device.completed')) return;
  }
}

it('devices that wait for their turn are not connected to, and a cancel ends their wait at once', async () => {
  const { connect, ledger } = scriptedConnect();
  const engine = engineOf({ connect, realms: SLOW });
  await engine.start(planOf({ devices: 20, batchSize: 20 }));
  await oneDone(engine);
  await engine.cancel('job-1', 'someone');
  expect(await endOf(engine, 'job-1')).toMatchObject({ state: 'canceled', counts: { completed: 1, canceled: 19 } });
  expect(ledger.connects).toBe(1);
});

it('a second job waits behind the first in the same realm, and a pause of both is no matter of turns', async () => {
  const { connect, ledger } = scriptedConnect();
  const engine = engineOf({ connect, realms: SLOW });
  await engine.start(planOf({ devices: 5 }));
  await oneDone(engine);
  await engine.start(planOf({ jobId: 'job-2', devices: 5 }));
  for (const jobId of ['job-1', 'job-2']) {
    await engine.pause(jobId, 'someone');
    expect((await engine.read(jobId))?.progress.state).toBe('paused');
    await engine.cancel(jobId, 'someone');
  }
  expect((await endOf(engine, 'job-2')).counts).toMatchObject({ canceled: 5 });
  expect(ledger.connects).toBe(1);
});

it('a stop of the portal does not wait for turns', async () => {
  const { connect } = scriptedConnect();
  const engine = engineOf({ connect, realms: SLOW });
  await engine.start(planOf({ devices: 5 }));
  await oneDone(engine);
  await engine.stop(30_000);
  expect((await engine.read('job-1'))?.progress.counts).toMatchObject({ completed: 1, pending: 4 });
});

it('devices that waited for their realm start no closer together than the rate of their job allows', async () => {
  const clock = new HeldClock(Date.UTC(2026, 0, 1));
  const { connect, ledger } = scriptedConnect({ connect: (id) => (id.startsWith('r') ? 'hang' : undefined) });
  const realms: LoginRealms = { limitOf: async () => ({ realm: 'tacacs', loginsPerSecond: 2 }) };
  const engine = engineOf({ connect, clock, realms });
  // As many as may be on their way at once, and they stay there.
  await engine.start(planOf({ devices: 30, batchSize: 0 }));
  await clock.advance(1_000);
  const waiting = planOf({ jobId: 'job-2', devices: 8, batchSize: 8, strategy: 'rolling', devicesPerHour: 3_600 });
  const devices = waiting.devices.map((device, i) => ({ ...device, deviceId: `b${i}`, address: `127.2.0.${i + 1}` }));
  await engine.start({ ...waiting, devices });
  await clock.advance(20_000);
  expect(ledger.open.size).toBe(0);
  const canceled = engine.cancel('job-1', 'someone');
  await clock.advance(20_000);
  await canceled;
  const events = await allEvents(engine, 'job-2');
  const starts = events.flatMap(({ type, at }) => (type === 'device.started' ? Date.parse(at) : []));
  expect(starts).toHaveLength(8);
  for (const [i, at] of starts.slice(1).entries()) expect(at - starts[i]!).toBeGreaterThanOrEqual(1_000);
});

it('a router that ends the connection while its login waits is failed for that, not skipped for its credential', async () => {
  const { connect } = scriptedConnect();
  let third = () => {};
  const thirdIsGone = new Promise<void>((resolve) => {
    third = resolve;
  });
  // Two may log in at once with a credential that nobody knows yet; the third waits.
  const impatient: Connect = async (target, options) => {
    if (target.deviceId === 'r3') {
      void options.mayLogIn?.();
      third();
      return err({ kind: 'connection_lost', detail: 'the router closed the connection' });
    }
    const allowed = await options.mayLogIn?.();
    await thirdIsGone;
    return connect(target, { ...options, mayLogIn: async () => allowed === true });
  };
  const engine = engineOf({ connect: impatient });
  await engine.start(planOf({ devices: 3, options: { retries: 0 } }));
  const { devices, counts } = await endOf(engine, 'job-1');
  expect(counts).toMatchObject({ completed: 2, failed: 1, skipped: 0 });
  expect(devices[2]).toMatchObject({ state: 'failed', failure: { kind: 'connection_lost' } });
});
