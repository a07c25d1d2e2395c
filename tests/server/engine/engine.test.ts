import { describe, expect, it } from 'vitest';
import { applyEvent, checkCounts, initialProgress } from '@/domain/progress';
import { allEvents, engineOf } from '../../support/engine';
import { planOf } from '../../support/plan';
import { scriptedConnect } from '../../support/scripted-connect';

const five = ['show a', 'show b', 'show c', 'show d', 'show e'];

describe('batches', () => {
  it('25 devices at 10 run as 10, 10, 5, the next one after the last device of this one', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 25, commands: five }));
    const events = await allEvents(engine, 'job-1');
    expect(ledger.peak).toBe(10);
    const openAtStart: number[] = [];
    let running = 0;
    for (const event of events) {
      if (event.type === 'batch.started') openAtStart.push(running);
      if (event.type === 'device.started') running += 1;
      if (event.type === 'device.completed') running -= 1;
    }
    expect(openAtStart).toEqual([0, 0, 0]);
    expect(events.filter((event) => event.type === 'batch.started').map((event) => event.size)).toEqual([10, 10, 5]);
    const job = await engine.read('job-1');
    expect(job?.progress).toMatchObject({ state: 'completed', outcome: 'ok', counts: { completed: 25, total: 25 } });
    expect(job?.progress.batches.every((batch) => batch.state === 'completed')).toBe(true);
  });

  it('size 0 is all at once', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 40, batchSize: 0 }));
    await allEvents(engine, 'job-1');
    expect(ledger.peak).toBe(40);
  });

  it('rolling fills a free place at once and never holds more than the batch size', async () => {
    const { connect, ledger } = scriptedConnect({
      answer: (deviceId) => (deviceId === 'r1' ? 'hang' : { text: 'x' }),
    });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 30, batchSize: 5, strategy: 'rolling' }));
    // One device hangs: behind a barrier nothing else could start, rolling goes through all the others.
    await ledger.until(() => ledger.closes === 29);
    expect(ledger.peak).toBe(5);
    await engine.cancel('job-1', 'someone');
    const events = await allEvents(engine, 'job-1');
    expect(events.at(-1)?.type).toBe('job.canceled');
  });

  it('all jobs together never hold more sessions than the portal allows', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect, limits: { maxSessions: 7 } });
    const other = planOf({ jobId: 'job-2', devices: 30, batchSize: 0 });
    const moved = { ...other, devices: other.devices.map((device) => ({ ...device, port: 23 })) };
    await engine.start(planOf({ devices: 30, batchSize: 0 }));
    await engine.start({
      ...moved,
      devices: moved.devices.map((d) => ({ ...d, address: d.address.replace('127.1', '127.2') })),
    });
    await Promise.all([allEvents(engine, 'job-1'), allEvents(engine, 'job-2')]);
    expect(ledger.peak).toBe(7);
  });
});

describe('a device', () => {
  it('that fails is marked with its kind and the rest goes on', async () => {
    const { connect } = scriptedConnect({ connect: (id) => (id === 'r3' ? { kind: 'refused' } : undefined) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 12, batchSize: 4 }));
    await allEvents(engine, 'job-1');
    const job = await engine.read('job-1');
    expect(job?.progress).toMatchObject({ outcome: 'partial', counts: { completed: 11, failed: 1 } });
    expect(job?.progress.devices[2]).toMatchObject({ state: 'failed', failure: { kind: 'refused' } });
  });

  it('whose connect throws fails by itself', async () => {
    const { connect } = scriptedConnect();
    const engine = engineOf({
      connect: (target, options) => {
        if (target.deviceId === 'r2') throw new Error('a defect');
        return connect(target, options);
      },
    });
    await engine.start(planOf({ devices: 3 }));
    await allEvents(engine, 'job-1');
    const job = await engine.read('job-1');
    expect(job?.progress.devices.map((device) => device.state)).toEqual(['completed', 'failed', 'completed']);
    expect(job?.progress.devices[1]?.failure?.kind).toBe('internal');
  });

  it('refusing one read-only line answers the others and ends as failed', async () => {
    const rejected = { fail: { kind: 'command_rejected', message: '% Invalid input' }, usable: true } as const;
    const { connect, ledger } = scriptedConnect({
      answer: (_, line) => (line === 'show b' ? rejected : { text: line }),
    });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 1, commands: five }));
    await allEvents(engine, 'job-1');
    expect(ledger.lines.map(({ line }) => line)).toEqual(five);
    const commands = await engine.output('job-1', 'r1');
    expect(commands?.map((command) => command.state)).toEqual([
      'completed',
      'failed',
      'completed',
      'completed',
      'completed',
    ]);
    expect((await engine.read('job-1'))?.progress.devices[0]).toMatchObject({
      state: 'failed',
      failure: { kind: 'command_rejected' },
      commandsCompleted: 4,
      commandsFailed: 1,
    });
  });

  it('refusing a changing line gets none of the lines after it', async () => {
    const rejected = { fail: { kind: 'command_rejected', message: '% Invalid input' }, usable: true } as const;
    const { connect, ledger } = scriptedConnect({ answer: () => rejected });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 1, commands: ['configure terminal', 'router ospf 1'] }));
    await allEvents(engine, 'job-1');
    expect(ledger.lines).toHaveLength(1);
    expect((await engine.output('job-1', 'r1'))?.map((command) => command.state)).toEqual(['failed', 'skipped']);
  });

  it('lost after a changing line was sent is unknown', async () => {
    const lost = { fail: { kind: 'connection_lost', detail: 'reset' } } as const;
    const { connect } = scriptedConnect({ answer: () => lost });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 1, commands: ['clear ip ospf process'] }));
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress.devices[0]?.state).toBe('unknown');
    expect((await engine.output('job-1', 'r1'))?.[0]?.state).toBe('unknown');
  });

  it('that outlives its total clock fails with that clock, and frees its place', async () => {
    const { connect, ledger } = scriptedConnect({ answer: () => 'hang' });
    const clocks = { connectMs: 1, handshakeMs: 1, promptMs: 1, commandIdleMs: 1, deviceTotalMs: 500 };
    const engine = engineOf({ connect, limits: { clocks } });
    await engine.start(planOf({ devices: 2, batchSize: 1 }));
    await allEvents(engine, 'job-1');
    expect(ledger.closes).toBe(2);
    expect((await engine.read('job-1'))?.progress.devices[0]?.failure).toEqual({
      kind: 'timeout',
      phase: 'total',
      ms: 500,
    });
  });

  it('gets its output back byte by byte, valid text or not', async () => {
    const { connect } = scriptedConnect();
    const raw = Buffer.from([0x00, 0xff, 0xfe, 0x1b, 0x5b, 0x41, 0x0d, 0x0a]);
    const engine = engineOf({
      connect: async (target, options) => {
        const opened = await connect(target, options);
        if (!opened.ok) return opened;
        const run = async function* () {
          yield raw;
          yield Buffer.from('größe\r\n');
          return { failure: null, bytes: raw.length + 9, truncated: false, sent: true, usable: true };
        };
        return { ok: true, value: { ...opened.value, run } };
      },
    });
    await engine.start(planOf({ devices: 1 }));
    await allEvents(engine, 'job-1');
    const output = (await engine.output('job-1', 'r1'))?.[0]?.output;
    expect(Buffer.from(output!)).toEqual(Buffer.concat([raw, Buffer.from('größe\r\n')]));
  });

  it('is never in two sessions, in whatever spelling two jobs name it', async () => {
    const { connect } = scriptedConnect();
    let open = 0;
    let overlap = 0;
    const engine = engineOf({
      connect: async (target, options) => {
        open += 1;
        overlap = Math.max(overlap, open);
        const opened = await connect(target, options);
        if (!opened.ok) return opened;
        const close = async () => {
          open -= 1;
          await opened.value.close();
        };
        return { ok: true, value: { ...opened.value, close } };
      },
    });
    const spelled = (jobId: string, address: string) => {
      const plan = planOf({ jobId, devices: 1, commands: five });
      return { ...plan, devices: plan.devices.map((device) => ({ ...device, address })) };
    };
    await engine.start(spelled('job-1', '2001:db8::1'));
    await engine.start(spelled('job-2', '2001:DB8:0:0:0:0:0:1'));
    await Promise.all([allEvents(engine, 'job-1'), allEvents(engine, 'job-2')]);
    expect(overlap).toBe(1);
    for (const id of ['job-1', 'job-2']) expect((await engine.read(id))?.progress.outcome).toBe('ok');
  });
});

describe('pause, resume and cancel', () => {
  it('pause lets running devices finish, starts no other, and says so', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 30, batchSize: 3 }));
    await ledger.until(() => ledger.closes === 7);
    expect(await engine.pause('job-1', 'someone')).toMatchObject({ ok: true });
    await waitForState(engine, 'paused');
    expect(ledger.open.size).toBe(0);
    const connects = ledger.connects;
    expect(connects).toBeLessThan(30);
    expect(await engine.resume('job-1', 'someone')).toMatchObject({ ok: true, state: 'running' });
    await allEvents(engine, 'job-1');
    expect(ledger.connects).toBe(30);
    expect(ledger.lines).toHaveLength(30);
    expect((await engine.read('job-1'))?.progress.state).toBe('completed');
  });

  it('cancel cuts running sessions, sends no further command, and ends every device', async () => {
    const { connect, ledger } = scriptedConnect({ answer: () => 'hang' });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 20, batchSize: 4, commands: five }));
    await ledger.until(() => ledger.lines.length === 4);
    expect(await engine.cancel('job-1', 'someone')).toMatchObject({ ok: true, state: 'canceling' });
    await allEvents(engine, 'job-1');
    expect(ledger.lines).toHaveLength(4);
    expect(ledger.open.size).toBe(0);
    expect((await engine.read('job-1'))?.progress).toMatchObject({
      state: 'canceled',
      stateReason: 'by someone',
      counts: { canceled: 20, running: 0, pending: 0 },
    });
  });

  it('cancel ends a paused job, and one whose devices wait for another job', async () => {
    const { connect, ledger } = scriptedConnect({ answer: () => 'hang' });
    const engine = engineOf({ connect, limits: { maxSessions: 1 } });
    await engine.start(planOf({ devices: 1 }));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.start(planOf({ jobId: 'job-2', devices: 2 }));
    await engine.cancel('job-2', 'someone');
    await allEvents(engine, 'job-2');
    expect((await engine.read('job-2'))?.progress.counts).toMatchObject({ canceled: 2 });
    await engine.cancel('job-1', 'someone');
    await allEvents(engine, 'job-1');
  });

  it('what a job cannot do in its state is refused with that state', async () => {
    const { connect } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 1 }));
    await allEvents(engine, 'job-1');
    expect(await engine.pause('job-1', 'x')).toEqual({ ok: false, reason: 'not_possible', state: 'completed' });
    expect(await engine.cancel('nothing', 'x')).toEqual({ ok: false, reason: 'not_found' });
  });
});

describe('events', () => {
  it('are numbered without gap, and give the stored progress when they are applied again', async () => {
    const { connect } = scriptedConnect({ connect: (id) => (id === 'r5' ? { kind: 'refused' } : undefined) });
    const engine = engineOf({ connect });
    const plan = planOf({ devices: 23, batchSize: 5, commands: five });
    await engine.start(plan);
    const events = await allEvents(engine, 'job-1');
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
    const progress = initialProgress(plan);
    for (const event of events) {
      applyEvent(progress, event);
      checkCounts(progress);
    }
    expect(progress).toEqual((await engine.read('job-1'))?.progress);
  });

  it('reach a reader that comes late, or in the middle, all the same', async () => {
    const { connect, ledger } = scriptedConnect();
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 40, batchSize: 5, commands: five }));
    const early = allEvents(engine, 'job-1');
    await ledger.until(() => ledger.closes === 20);
    const middle = allEvents(engine, 'job-1', 50);
    const all = await early;
    expect(await middle).toEqual(all.slice(50));
    expect(await allEvents(engine, 'job-1')).toEqual(all);
  });

  it('reach a slow reader whole when more output came than memory keeps', async () => {
    const text = 'x'.repeat(2 ** 20);
    const { connect } = scriptedConnect({ answer: () => ({ text }) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 40, batchSize: 5 }));
    const slow: number[] = [];
    for await (const stretch of engine.events('job-1', 0, new AbortController().signal)) {
      slow.push(...stretch.map((event) => event.seq));
      // Falls behind: the job has moved on before it asks for more.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const all = await allEvents(engine, 'job-1');
    expect(slow).toEqual(all.map((event) => event.seq));
    expect(slow).toEqual(slow.map((_, at) => at + 1));
    expect(all.filter((event) => event.type === 'command.output' && event.chunk === text)).toHaveLength(40);
  });

  it('a reader that leaves ends at once', async () => {
    const { connect, ledger } = scriptedConnect({ answer: () => 'hang' });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 1 }));
    await ledger.until(() => ledger.lines.length === 1);
    const leave = new AbortController();
    const reading = (async () => {
      for await (const stretch of engine.events('job-1', 0, leave.signal)) if (stretch.length === 0) return;
    })();
    leave.abort();
    await reading;
    await engine.cancel('job-1', 'x');
  });
});

async function waitForState(engine: ReturnType<typeof engineOf>, state: string): Promise<void> {
  const stop = new AbortController();
  for await (const stretch of engine.events('job-1', 0, stop.signal)) {
    if (stretch.some((event) => event.type === 'job.state_changed' && event.to === state)) return stop.abort();
  }
}
