import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDeviceEnd } from '@/domain/event';
import type { EventBody } from '@/domain/event-schema';
import type { Executor } from '@/server/engine/ports';
import { CANCELED } from '@/server/engine/run-device';
import { systemClock } from '@/server/engine/system-clock';
import { createWorkerExecutor } from '@/server/workers/worker-executor';
import type { Lab, LabRouter } from '../../../lab/start-lab';
import { NEVER_MS, think } from '../../support/think';
import {
  CHANGE,
  change,
  type ExecutorParts,
  eventsOf,
  labParts,
  never,
  read,
  startExecutorLab,
  workOf,
} from '../engine/executor.conformance';

let lab: Lab;
let parts: ExecutorParts;
let executor: Executor;
let channel: BroadcastChannel;
let router: LabRouter;
let other: LabRouter;

const executorOf = (workers: number, { allowedTargets, handshakesAtOnce, log, ...ports }: ExecutorParts) =>
  createWorkerExecutor({
    workers,
    settings: { hostKeyPolicy: 'first_use', allowedTargets, handshakesAtOnce },
    ports,
    clock: systemClock,
    log,
    entry: new URL('./mortal-worker.mjs', import.meta.url),
  });
const die = (how: 'exit' | 'throw' | 'reject' | 'memory', thread?: number) => channel.postMessage({ how, thread });

/** The numbers of the threads that are up, when there are so many. */
function threadIds(count: number): Promise<number[]> {
  const ids = new Set<number>();
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: { data: { here: number } }) => {
      ids.add(data.here);
      if (ids.size === count) resolve([...ids]);
    };
    channel.postMessage({ how: 'who' });
  });
}
const lineAt = (text: string) => lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.text === text);

beforeAll(async () => {
  lab = await startExecutorLab('127.103.0.1', 8);
  [router, other] = lab.routers.filter(({ platform }) => platform === 'cisco_ios') as [LabRouter, LabRouter];
});
afterAll(() => lab.close());
beforeEach(() => {
  parts = labParts();
  executor = executorOf(1, parts);
  channel = new BroadcastChannel('die');
});
afterEach(async () => {
  channel.close();
  await executor.close();
  for (const { name } of lab.routers) await lab.setFault(name, null);
  think(lab, 0);
  await lab.ledger.idle();
  lab.ledger.clear();
});

describe('a worker thread that dies', () => {
  it.each(['exit', 'throw', 'reject', 'memory'] as const)(
    '(%s) fails a device that only asked, and says so in the log',
    async (how) => {
      await lab.setFault(router.name, { kind: 'silent_command', on: 'show ip ospf neighbor' });
      const events: EventBody[] = [];
      for await (const event of executor.run(
        workOf(router, [read('show ip ospf'), read('show ip ospf neighbor')]),
        never(),
      )) {
        events.push(event);
        if (event.type === 'command.started' && event.index === 1) die(how);
      }
      const failure = { kind: 'connection_lost' };
      expect(events.at(-2)).toMatchObject({ type: 'command.failed', index: 1, unknown: false, failure });
      expect(events.at(-1)).toMatchObject({ type: 'device.failed', failure });
      expect(events.filter(isDeviceEnd)).toHaveLength(1);
      expect(parts.log.lines.join()).toContain('A worker thread ended unexpectedly');
    },
  );

  it('leaves a change that was sent and not answered unknown', async () => {
    await lab.setFault(router.name, { kind: 'silent_command', on: CHANGE });
    const running = eventsOf(executor.run(workOf(router, [read('show ip ospf'), change()]), never()));
    await lineAt(CHANGE);
    die('exit');
    const events = await running;
    expect(events.at(-2)).toMatchObject({ type: 'command.failed', index: 1, unknown: true });
    expect(events.at(-1)).toMatchObject({ type: 'device.unknown', failure: { kind: 'connection_lost' } });
  });

  it('before the caller let the change go: it was not sent, and that is what is said', async () => {
    const events = executor.run(workOf(router, [change()]), never())[Symbol.asyncIterator]();
    for (let step = await events.next(); step.value?.type !== 'command.started'; step = await events.next());
    die('exit');
    await lab.ledger.idle();
    // The end of the connection may be seen before the end of the thread.
    await eventsOf(executor.run(workOf(other, [read('show ip ospf')]), never()));
    expect((await events.next()).value).toMatchObject({ type: 'command.failed', unknown: false });
    expect((await events.next()).value).toMatchObject({ type: 'device.failed' });
    expect(lab.ledger.lines(router.name)).not.toContain(CHANGE);
  });

  it('while a device connects: it failed before anything was sent', async () => {
    await lab.setFault(router.name, { kind: 'hang_handshake' });
    const running = eventsOf(executor.run(workOf(router, [read('show ip ospf')]), never()));
    await lab.ledger.waitFor(({ kind }) => kind === 'connect');
    die('exit');
    expect((await running).map(({ type }) => type)).toEqual(['device.started', 'device.failed']);
  });

  it('while a device is being canceled: canceled it is', async () => {
    const stop = new AbortController();
    await lab.setFault(router.name, { kind: 'hang_handshake' });
    const running = eventsOf(executor.run(workOf(router, [read('show ip ospf')]), stop.signal));
    await lab.ledger.waitFor(({ kind }) => kind === 'connect');
    die('exit');
    stop.abort(CANCELED);
    expect((await running).at(-1)).toMatchObject({ type: 'device.canceled' });
  });

  it('is replaced: the next device runs, in a thread of its own', async () => {
    await lab.setFault(router.name, { kind: 'silent_command', on: 1 });
    for (let death = 1; death <= 2; death += 1) {
      const running = eventsOf(executor.run(workOf(router, [read('show ip ospf')]), never()));
      await lab.ledger.waitFor(
        () => lab.ledger.lines(router.name).filter((line) => line === 'show ip ospf').length === death,
      );
      die('throw');
      expect((await running).at(-1)).toMatchObject({ type: 'device.failed' });
    }
    const events = await eventsOf(executor.run(workOf(other, [read('show ip ospf')]), never()));
    expect(events.at(-1)).toMatchObject({ type: 'device.completed' });
  });

  it('costs the devices of other threads nothing', async () => {
    const two = executorOf(2, parts);
    think(lab, NEVER_MS);
    const running = [router, other].map((each) =>
      eventsOf(two.run(workOf(each, [read('show ip ospf'), read('show ip ospf neighbor')]), never())),
    );
    await lab.ledger.waitFor(() =>
      [router, other].every(({ name }) => lab.ledger.lines(name).includes('show ip ospf')),
    );
    const [first] = await threadIds(2);
    die('throw', first);
    await Promise.race(running);
    think(lab, 0);
    const ends = (await Promise.all(running)).map((events) => events.at(-1)!.type);
    expect(ends.sort()).toEqual(['device.completed', 'device.failed']);
    await two.close();
  });
});

describe('a connection test', () => {
  it('in a thread that dies has lost its connection', async () => {
    await lab.setFault(router.name, { kind: 'hang_handshake' });
    const { target, clocks, maxOutputBytes } = workOf(router, []);
    const testing = executor.test({ subject: { kind: 'device', target }, clocks, maxOutputBytes }, never());
    await lab.ledger.waitFor(({ kind }) => kind === 'connect');
    die('exit');
    expect((await testing).failure?.kind).toBe('connection_lost');
  });
});

describe('worker threads', () => {
  const threads = () => (process.report.getReport() as unknown as { workers: unknown[] }).workers.length;

  it('no more than asked for, and none after close', async () => {
    const before = threads();
    const four = executorOf(4, parts);
    await Promise.all(lab.routers.map((each) => eventsOf(four.run(workOf(each, [read('show ip ospf')]), never()))));
    expect(threads()).toBe(before + 4);
    await four.close();
    expect(threads()).toBe(before);
  });

  it('a secret is in no event and in no line of the log, at whatever level', async () => {
    await lab.setFault(router.name, { kind: 'wrong_password' });
    const runs = await Promise.all(
      [router, other].map((each) => eventsOf(executor.run(workOf(each, [read('show ip ospf')]), never()))),
    );
    expect(runs[0]!.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind: 'auth_failed' } });
    const secret = (await parts.secrets.reveal('lab'))!.password!;
    expect(JSON.stringify([runs, parts.log.lines])).not.toContain(secret);
  });
});
