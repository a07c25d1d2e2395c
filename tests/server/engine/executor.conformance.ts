import { createServer, connect as openSocket, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LINK } from '@/domain/device';
import { isDeviceEnd } from '@/domain/event';
import type { EventBody } from '@/domain/event-schema';
import type { PlannedCommand } from '@/domain/job-schema';
import {
  type DeviceWork,
  type Executor,
  type HostKeys,
  type JumpHosts,
  type LoginWatch,
  NO_SECRET,
  type Secrets,
} from '@/server/engine/ports';
import { CANCELED, SHUTDOWN } from '@/server/engine/run-device';
import { type Lab, type LabRouter, startLab } from '../../../lab/start-lab';

const LOGIN = { username: 'netops', password: 'Correct-Horse-11' };
/** A change that asks nothing. */
export const CHANGE = 'clear ip ospf counters';

/** What an executor is made with, whichever it is. */
export interface ExecutorParts {
  readonly secrets: Secrets;
  readonly hostKeys: HostKeys;
  readonly jumpHosts: JumpHosts;
  readonly allowedTargets: string;
  readonly handshakesAtOnce: number;
  readonly log: { readonly lines: string[] } & Record<
    'info' | 'warn' | 'error',
    (fields: Record<string, unknown>, message: string) => void
  >;
}

export const read = (line: string): PlannedCommand => ({ line, kind: 'read', lines: null });
export const change = (line = CHANGE): PlannedCommand => ({ line, kind: 'change', lines: null });

export function recordingLog(): ExecutorParts['log'] {
  const lines: string[] = [];
  const write = (fields: Record<string, unknown>, message: string) => {
    const plain = Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? value.stack : value]);
    lines.push(`${message} ${JSON.stringify(plain)}`);
  };
  return { lines, info: write, warn: write, error: write };
}

export const labParts = (changes: Partial<ExecutorParts> = {}): ExecutorParts => ({
  secrets: { reveal: async () => ({ ...NO_SECRET, ...LOGIN, realm: 'lab' }) },
  hostKeys: { judge: async () => ({ verdict: 'first_use' }) },
  jumpHosts: { find: async () => null },
  allowedTargets: '127.0.0.0/8',
  handshakesAtOnce: 25,
  log: recordingLog(),
  ...changes,
});

export const startExecutorLab = (addressBase: string, size: number): Promise<Lab> =>
  startLab({ seed: 4, size, port: 0, addressBase, ...LOGIN });

type Place = Pick<LabRouter, 'name' | 'address' | 'port' | 'platform'>;

export function workOf(
  router: Place,
  commands: readonly PlannedCommand[],
  changes: Partial<DeviceWork> = {},
): DeviceWork {
  const { name, address, port, platform } = router;
  return {
    target: { deviceId: `id of ${name}`, name, address, port, platform, credentialId: 'lab', ...DEFAULT_LINK },
    commands,
    // Guards: a test that waits for a clock sets it.
    clocks: { connectMs: 60_000, handshakeMs: 60_000, promptMs: 60_000, commandIdleMs: 60_000, deviceTotalMs: 120_000 },
    maxOutputBytes: 1024 * 1024,
    ...changes,
  };
}

export async function eventsOf(run: AsyncIterable<EventBody>): Promise<EventBody[]> {
  const events: EventBody[] = [];
  for await (const event of run) events.push(event);
  return events;
}

export const never = () => new AbortController().signal;
const typesOf = (events: readonly EventBody[]) => events.map(({ type }) => type);
const bytesOf = (events: readonly EventBody[]) =>
  Buffer.concat(
    events.flatMap((event) => (event.type === 'command.output' ? Buffer.from(event.chunk, event.encoding) : [])),
  );

function withResolver<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A wire that counts what the router has got rid of. */
async function countingProxy(router: LabRouter): Promise<{ place: Place; passed(): number; close(): void }> {
  let bytes = 0;
  const sockets: Socket[] = [];
  const server: Server = createServer((near) => {
    const far = openSocket(router.port, router.address);
    sockets.push(near, far);
    near.on('error', () => far.destroy()).pipe(far);
    far.on('data', (chunk) => {
      bytes += chunk.length;
    });
    far.on('error', () => near.destroy()).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    place: { name: router.name, platform: router.platform, address: '127.0.0.1', port },
    passed: () => bytes,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** What every Executor must do; run on each implementation, against simulated routers. */
export function executorConformance(name: string, addressBase: string, make: (parts: ExecutorParts) => Executor): void {
  describe(`Executor: ${name}`, () => {
    let lab: Lab;
    let executor: Executor;
    let router: LabRouter;
    let other: LabRouter;

    beforeAll(async () => {
      lab = await startExecutorLab(addressBase, 60);
      executor = make(labParts());
      const ios = lab.routers.filter(({ platform }) => platform === 'cisco_ios');
      router = ios[0]!;
      other = ios[1]!;
    });
    afterAll(async () => {
      await executor.close();
      await lab.close();
    });
    afterEach(async () => {
      await lab.setFault(router.name, null);
      await lab.ledger.idle();
      lab.ledger.clear();
    });

    const run = (work: DeviceWork, signal = never(), logins?: LoginWatch) =>
      eventsOf(executor.run(work, signal, logins));
    /** Enough work of another device for anything that was wrongly let go to have happened. */
    const fence = () => run(workOf(other, [read('show ip ospf'), read('show ip ospf neighbor')]));

    it('gives the events of a device in order, one end last, and its connection is closed by then', async () => {
      const events = await run(workOf(router, [read('show ip ospf neighbor'), read('show ip ospf')]));
      expect(typesOf(events)).toEqual([
        'device.started',
        'command.started',
        'command.output',
        'command.completed',
        'command.started',
        'command.output',
        'command.completed',
        'device.completed',
      ]);
      expect(events[1]).toMatchObject({ index: 0, command: 'show ip ospf neighbor', deviceId: `id of ${router.name}` });
      expect(bytesOf(events).toString()).toContain(router.routerId);
      await lab.ledger.idle();
      expect(lab.ledger.lines(router.name)).toContain('show ip ospf neighbor');
    });

    it('sends a changing line only when the caller asks for what comes after its start', async () => {
      const work = workOf(router, [read('show ip ospf'), change(), read('show ip ospf neighbor')]);
      const events = executor.run(work, never())[Symbol.asyncIterator]();
      let step = await events.next();
      while (step.value?.type !== 'command.started' || step.value.index !== 1) step = await events.next();
      await fence();
      expect(lab.ledger.lines(router.name)).not.toContain(CHANGE);
      const rest: EventBody[] = [];
      for (step = await events.next(); !step.done; step = await events.next()) rest.push(step.value);
      expect(rest.at(-1)?.type).toBe('device.completed');
      expect(lab.ledger.lines(router.name).filter((line) => line === CHANGE)).toHaveLength(1);
    });

    it('goes on after a refused question and not after a refused change', async () => {
      await lab.setFault(router.name, { kind: 'invalid_input', on: 1 });
      const asked = await run(workOf(router, [read('show ip ospf'), read('show ip ospf neighbor')]));
      expect(asked.filter(({ type }) => type === 'command.failed')).toMatchObject([
        { index: 0, unknown: false, failure: { kind: 'command_rejected' } },
      ]);
      expect(asked.at(-2)).toMatchObject({ type: 'command.completed', index: 1 });
      expect(asked.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind: 'command_rejected' } });
      const changed = await run(workOf(router, [change(), read('show ip ospf')]));
      expect(typesOf(changed).slice(-2)).toEqual(['command.failed', 'device.failed']);
    });

    it('a connection that is lost fails a question and leaves a change unknown', async () => {
      await lab.setFault(router.name, { kind: 'drop_mid_output', on: 1 });
      const asked = await run(workOf(router, [read('show ip ospf'), read('show ip ospf neighbor')]));
      expect(asked.at(-2)).toMatchObject({
        type: 'command.failed',
        unknown: false,
        failure: { kind: 'connection_lost' },
      });
      expect(asked.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind: 'connection_lost' } });
      await lab.setFault(router.name, { kind: 'drop_mid_output', on: CHANGE });
      const changed = await run(workOf(router, [change()]));
      expect(changed.at(-2)).toMatchObject({ type: 'command.failed', unknown: true });
      expect(changed.at(-1)).toMatchObject({ type: 'device.unknown', failure: { kind: 'connection_lost' } });
    });

    const ENDS = {
      [CANCELED]: { type: 'device.canceled' },
      [SHUTDOWN]: { type: 'device.failed', failure: { kind: 'connection_lost', detail: 'The portal stopped' } },
    };
    it.each([CANCELED, SHUTDOWN] as const)(
      'an abort (%s) while connecting ends the device and the connection',
      async (why) => {
        await lab.setFault(router.name, { kind: 'hang_handshake' });
        const stop = new AbortController();
        const running = run(workOf(router, [read('show ip ospf')]), stop.signal);
        await lab.ledger.waitFor(({ kind }) => kind === 'connect');
        stop.abort(why);
        const events = await running;
        expect(events[0]?.type).toBe('device.started');
        expect(events.at(-1)).toMatchObject(ENDS[why]);
        expect(events.filter(isDeviceEnd)).toHaveLength(1);
      },
    );

    it.each([CANCELED, SHUTDOWN] as const)(
      'an abort (%s) in mid-command ends it, and nothing more is sent',
      async (why) => {
        await lab.setFault(router.name, { kind: 'silent_command', on: 1 });
        const stop = new AbortController();
        const running = run(workOf(router, [read('show ip ospf'), read('show ip ospf neighbor')]), stop.signal);
        await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.text === 'show ip ospf');
        stop.abort(why);
        const events = await running;
        expect(events.at(-2)).toMatchObject({ type: 'command.failed', index: 0, unknown: false });
        expect(events.at(-1)).toMatchObject(ENDS[why]);
        await lab.ledger.idle();
        expect(lab.ledger.lines(router.name)).not.toContain('show ip ospf neighbor');
      },
    );

    it('an abort while a change is unanswered leaves it unknown', async () => {
      await lab.setFault(router.name, { kind: 'silent_command', on: CHANGE });
      const stop = new AbortController();
      const running = run(workOf(router, [change()]), stop.signal);
      await lab.ledger.waitFor((entry) => entry.kind === 'line' && entry.text === CHANGE);
      stop.abort(CANCELED);
      expect((await running).at(-1)).toMatchObject({ type: 'device.unknown' });
    });

    it('an abort before the start lets nobody connect', async () => {
      const events = await run(workOf(router, [read('show ip ospf')]), AbortSignal.abort(CANCELED));
      expect(typesOf(events)).toEqual(['device.started', 'device.canceled']);
      expect(lab.ledger.counts().connect).toBe(0);
    });

    it('the clock of the device ends it', async () => {
      await lab.setFault(router.name, { kind: 'silent_command', on: 1 });
      const work = workOf(router, [read('show ip ospf')]);
      const events = await run({ ...work, clocks: { ...work.clocks, deviceTotalMs: 1_500 } });
      expect(events.at(-1)).toMatchObject({
        type: 'device.failed',
        failure: { kind: 'timeout', phase: 'total', ms: 1_500 },
      });
    });

    it('a login that is withheld sends no password and skips the device', async () => {
      const decided: string[] = [];
      const watch: LoginWatch = { mayLogIn: async () => false, decided: (login) => void decided.push(login) };
      const events = await run(workOf(router, [read('show ip ospf')]), never(), watch);
      expect(events).toMatchObject([
        { type: 'device.started' },
        { type: 'device.skipped', reason: 'credential_suspect' },
      ]);
      expect(decided).toEqual(['none']);
      expect([lab.ledger.logins(router.name), lab.ledger.failedLogins(router.name)]).toEqual([0, 0]);
    });

    it('a login waits for its watch, and the watch hears how it went', async () => {
      const decided: string[] = [];
      const [asked, answer] = [withResolver<void>(), withResolver<boolean>()];
      const running = run(workOf(router, [read('show ip ospf')]), never(), {
        mayLogIn() {
          asked.resolve();
          return answer.promise;
        },
        decided: (login) => void decided.push(login),
      });
      await asked.promise;
      await fence();
      expect(lab.ledger.logins(router.name)).toBe(0);
      answer.resolve(true);
      expect((await running).at(-1)?.type).toBe('device.completed');
      expect(new Set(decided)).toEqual(new Set(['ok']));
      await lab.setFault(router.name, { kind: 'wrong_password' });
      decided.length = 0;
      const watch: LoginWatch = { mayLogIn: async () => true, decided: (login) => void decided.push(login) };
      const refused = await run(workOf(router, [read('show ip ospf')]), never(), watch);
      expect(refused.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind: 'auth_failed' } });
      expect(decided).toEqual(['refused']);
    });

    it('a port that throws fails the device alone, and its words go to the log, not to the run', async () => {
      const { log, ...parts } = labParts({
        secrets: { reveal: () => Promise.reject(new Error('row 17 of the credentials is damaged')) },
      });
      const broken = make({ ...parts, log });
      const events = await eventsOf(broken.run(workOf(router, [read('show ip ospf')]), never()));
      expect(events.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind: 'internal' } });
      expect(JSON.stringify(events)).not.toContain('row 17');
      expect(log.lines.join()).toContain('row 17');
      await broken.close();
    });

    it('a host key that is not the pinned one, or cannot be checked, lets no password leave', async () => {
      const changed: HostKeys = { judge: async () => ({ verdict: 'changed', expected: 'SHA256:other' }) };
      const failing: HostKeys = { judge: () => Promise.reject(new Error('database is locked')) };
      for (const [hostKeys, kind] of [
        [changed, 'host_key_changed'],
        [failing, 'internal'],
      ] as const) {
        const strict = make(labParts({ hostKeys }));
        const events = await eventsOf(strict.run(workOf(router, [read('show ip ospf')]), never()));
        expect(events.at(-1)).toMatchObject({ type: 'device.failed', failure: { kind } });
        await strict.close();
      }
      expect([lab.ledger.logins(router.name), lab.ledger.failedLogins(router.name)]).toEqual([0, 0]);
    });

    it('the bytes of a router come through unchanged, valid text or not', async () => {
      const bytes = Buffer.from([0x41, 0x00, 0xff, 0xfe, 0xc3, 0x28, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x0d, 0x0a]);
      await lab.setFault(router.name, { kind: 'raw_output', on: 1, base64: bytes.toString('base64') });
      const events = await run(workOf(router, [read('show ip ospf')]));
      expect(bytesOf(events).equals(bytes)).toBe(true);
    });

    it('30 MB of output are counted in full and kept up to the bound', async () => {
      await lab.setFault(router.name, { kind: 'flood', on: 1, bytes: 30_000_000 });
      const events = await run(workOf(router, [read('show ip ospf database')]));
      expect(events.at(-2)).toMatchObject({ type: 'command.completed', truncated: true });
      const done = events.at(-2)!;
      expect(done.type === 'command.completed' && done.bytes).toBeGreaterThanOrEqual(30_000_000);
      expect(bytesOf(events).length).toBeLessThanOrEqual(1024 * 1024 + 1024);
    });

    it('a caller who stops taking makes the router wait', async () => {
      await lab.setFault(router.name, { kind: 'flood', on: 1, bytes: 60_000_000 });
      const proxy = await countingProxy(router);
      const work = workOf(proxy.place, [read('show ip ospf database')], { maxOutputBytes: 256 * 1024 * 1024 });
      const stop = new AbortController();
      const events = executor.run(work, stop.signal)[Symbol.asyncIterator]();
      for (let step = await events.next(); step.value?.type !== 'command.output'; step = await events.next());
      // As long as the same flood takes for a caller who takes it.
      await lab.setFault(other.name, { kind: 'flood', on: 1, bytes: 60_000_000 });
      await run(workOf(other, [read('show ip ospf database')], { maxOutputBytes: 1024 }));
      await lab.setFault(other.name, null);
      // What stands in the buffers of two TCP connections, and no more.
      expect(proxy.passed()).toBeLessThan(30_000_000);
      stop.abort(CANCELED);
      const rest: EventBody[] = [];
      for (let step = await events.next(); !step.done; step = await events.next()) rest.push(step.value);
      expect(rest.at(-1)?.type).toBe('device.canceled');
      proxy.close();
    });

    it('many devices at once: each has its own events and one end', async () => {
      const runs = await Promise.all(
        lab.routers.map((each) => run(workOf(each, [read('show ip ospf neighbor'), read('show ip ospf')]))),
      );
      for (const [index, events] of runs.entries()) {
        expect(events.filter(isDeviceEnd)).toEqual([expect.objectContaining({ type: 'device.completed' })]);
        expect(bytesOf(events).toString()).toContain(lab.routers[index]!.routerId);
        expect(new Set(events.map((event) => 'deviceId' in event && event.deviceId)).size).toBe(1);
      }
      for (const { name } of lab.routers) expect(lab.ledger.logins(name)).toBe(1);
    });

    it('a caller who leaves early ends the session', async () => {
      await lab.setFault(router.name, { kind: 'slow' });
      for await (const event of executor.run(
        workOf(router, [read('show ip ospf'), read('show ip ospf neighbor')]),
        never(),
      )) {
        if (event.type === 'command.started') break;
      }
      await lab.ledger.idle();
      expect(lab.ledger.lines(router.name)).not.toContain('show ip ospf neighbor');
    });

    it('no connection is open after close', async () => {
      const short = make(labParts());
      await eventsOf(short.run(workOf(router, [read('show ip ospf')]), never()));
      await short.close();
      await lab.ledger.idle();
      expect(lab.ledger.counts()).toMatchObject({ connect: 1, close: 1 });
    });
  });
}
