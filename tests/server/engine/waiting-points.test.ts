import { describe, expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event-schema';
import type { Engine } from '@/server/engine/ports';
import { allEvents, engineOf } from '../../support/engine';
import { type PlanOptions, planOf } from '../../support/plan';
import { type Script, scriptedConnect } from '../../support/scripted-connect';

type Ledger = ReturnType<typeof scriptedConnect>['ledger'];

/** Every place where a job can stand waiting, and when it has come there. */
const POINTS: readonly {
  readonly name: string;
  readonly plan: PlanOptions;
  readonly script: Script;
  readonly there: (engine: Engine, ledger: Ledger) => Promise<unknown>;
  readonly maxSessions?: number;
}[] = [
  {
    name: 'for the rate limit between two batches',
    plan: { devices: 6, batchSize: 2, devicesPerHour: 1 },
    script: {},
    there: (engine) => seen(engine, (event) => event.type === 'job.updated' && event.nextStartAt != null),
  },
  {
    name: 'for the rate limit when rolling',
    plan: { devices: 6, batchSize: 2, devicesPerHour: 1, strategy: 'rolling' },
    script: {},
    there: (engine) => seen(engine, (event) => event.type === 'job.updated' && event.nextStartAt != null),
  },
  {
    name: 'for running devices of a batch',
    plan: { devices: 6, batchSize: 2 },
    script: { answer: () => 'hang' },
    there: (_, ledger) => ledger.until(() => ledger.lines.length === 2),
  },
  {
    name: 'for a device in its connect',
    plan: { devices: 6, batchSize: 2 },
    script: { connect: () => 'hang' },
    there: (_, ledger) => ledger.until(() => ledger.connects === 2),
  },
  {
    name: 'for a session place',
    plan: { devices: 6, batchSize: 3 },
    script: { answer: () => 'hang' },
    maxSessions: 1,
    there: (_, ledger) => ledger.until(() => ledger.lines.length === 1),
  },
  {
    name: 'for a retry',
    plan: { devices: 1, batchSize: 2, options: { retries: 2 } },
    script: { connect: () => ({ kind: 'refused' }) },
    there: (engine) => seen(engine, (event) => event.type === 'device.updated' && event.requeued !== undefined),
  },
  {
    name: 'for a person after the canary',
    plan: { devices: 6, options: { canary: { size: 1, perPlatformAndCountry: false, after: 'wait' } } },
    script: {},
    there: (engine) => seen(engine, (event) => event.type === 'job.state_changed' && event.to === 'paused'),
  },
];

async function at(point: (typeof POINTS)[number]) {
  const { connect, ledger } = scriptedConnect(point.script);
  const engine = engineOf({ connect, ...(point.maxSessions ? { limits: { maxSessions: point.maxSessions } } : {}) });
  await engine.start(planOf(point.plan));
  await point.there(engine, ledger);
  return { engine, ledger };
}

describe.each(POINTS.map((point) => [point.name, point] as const))('a job that waits %s', (_, point) => {
  it('is canceled at once: no further connect, every device ended, who and when in its record', async () => {
    const { engine, ledger } = await at(point);
    expect(await engine.cancel('job-1', 'someone')).toMatchObject({ ok: true });
    const { connects } = ledger;
    await allEvents(engine, 'job-1');
    const { progress } = (await engine.read('job-1'))!;
    expect(progress).toMatchObject({ state: 'canceled', counts: { pending: 0, running: 0 } });
    expect(progress.record.controls.at(-1)).toMatchObject({ action: 'cancel', by: 'someone' });
    expect([ledger.connects, ledger.open.size]).toEqual([connects, 0]);
  });

  it('stops after its batch: what runs may finish, nothing else starts, and a cancel still ends it', async () => {
    const { engine, ledger } = await at(point);
    expect(await engine.stopAfterBatch('job-1', 'someone')).toMatchObject({ ok: true });
    const { state, record } = (await engine.read('job-1'))!.progress;
    expect(record.controls.at(-1)).toMatchObject({ action: 'stop_after_batch', by: 'someone' });
    if (state !== 'canceled') await engine.cancel('job-1', 'someone');
    await allEvents(engine, 'job-1');
    const { progress } = (await engine.read('job-1'))!;
    expect(['canceled', 'completed']).toContain(progress.state);
    expect(progress.counts).toMatchObject({ pending: 0, running: 0 });
    expect(ledger.open.size).toBe(0);
  });

  it('is paused and resumed, or refuses with its state', async () => {
    const { engine, ledger } = await at(point);
    const paused = await engine.pause('job-1', 'someone');
    const { connects } = ledger;
    if (paused.ok) {
      expect(['pausing', 'paused']).toContain(paused.state);
      expect(await engine.resume('job-1', 'someone')).toMatchObject({ ok: true, state: 'running' });
    } else expect(paused).toEqual({ ok: false, reason: 'not_possible', state: 'paused' });
    expect(connects).toBeLessThanOrEqual(ledger.connects);
    await engine.cancel('job-1', 'someone');
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress.counts).toMatchObject({ pending: 0, running: 0 });
  });
});

describe('a paused job', () => {
  it('does not keep its devices from another job', async () => {
    let go = () => {};
    const after = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { connect, ledger } = scriptedConnect({ answer: () => ({ text: 'ok', after }) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 4, batchSize: 1 }));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.pause('job-1', 'someone');
    go();
    await seen(engine, (event) => event.type === 'job.state_changed' && event.to === 'paused');
    await engine.start(planOf({ jobId: 'job-2', devices: 4, batchSize: 4 }));
    await allEvents(engine, 'job-2');
    expect((await engine.read('job-2'))?.progress).toMatchObject({ outcome: 'ok' });
    await engine.cancel('job-1', 'someone');
    await allEvents(engine, 'job-1');
  });
});

describe('stop after this batch', () => {
  it('lets the batch run to its end, skips the rest, and says who', async () => {
    let go = () => {};
    const after = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { connect, ledger } = scriptedConnect({ answer: () => ({ text: 'ok', after }) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 9, batchSize: 3 }));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.stopAfterBatch('job-1', 'someone');
    await engine.stopAfterBatch('job-1', 'someone else');
    go();
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({
      state: 'canceled',
      stateReason: 'stopped after batch 1 by someone',
      counts: { completed: 3, skipped: 6 },
    });
    expect(ledger.connects).toBe(3);
  });

  it('in the last batch changes nothing: the job completes', async () => {
    let go = () => {};
    const after = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { connect, ledger } = scriptedConnect({ answer: () => ({ text: 'ok', after }) });
    const engine = engineOf({ connect });
    await engine.start(planOf({ devices: 3, batchSize: 3 }));
    await ledger.until(() => ledger.lines.length === 1);
    await engine.stopAfterBatch('job-1', 'someone');
    go();
    await allEvents(engine, 'job-1');
    expect((await engine.read('job-1'))?.progress).toMatchObject({ state: 'completed', outcome: 'ok' });
  });
});

async function seen(engine: Engine, fits: (event: JobEvent) => boolean): Promise<void> {
  const stop = new AbortController();
  for await (const stretch of engine.events('job-1', 0, stop.signal)) if (stretch.some(fits)) return stop.abort();
}
