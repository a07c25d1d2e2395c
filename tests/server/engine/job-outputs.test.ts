import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '@/domain/event-schema';
import { applyEvent, initialProgress } from '@/domain/progress';
import { jobOutputs } from '@/server/engine/job-outputs';
import { createMemoryStore } from '@/server/engine/memory-store';
import type { CommandRecord, JobStore } from '@/server/engine/ports';
import { allEvents, engineOf } from '../../support/engine';
import { randomHistory } from '../../support/history';
import { flushOf, jobStarts, samplePlan } from '../../support/sample-jobs';
import { scriptedConnect } from '../../support/scripted-connect';

const deviceId = 'dev-0';
const started = (index: number): EventBody => ({ type: 'command.started', deviceId, index, command: `c${index}` });
const output = (index: number, chunk: string): EventBody => ({
  type: 'command.output',
  deviceId,
  index,
  chunk,
  encoding: 'utf8',
});
const completed = (index: number, bytes: number): EventBody => ({
  type: 'command.completed',
  deviceId,
  index,
  durationMs: 5,
  bytes,
  truncated: false,
});
const requeued: EventBody = {
  type: 'device.updated',
  deviceId,
  phase: null,
  requeued: { reason: 'the portal was restarted', retries: 0, notBefore: null },
};

/** A store with these events, and how many it gave out at most without a command being asked for. */
async function storeWith(bodies: readonly EventBody[]) {
  const store = createMemoryStore();
  const plan = samplePlan('job-1', 2);
  await store.create(plan);
  const progress = initialProgress(plan);
  await store.append(flushOf(progress, [...jobStarts, ...bodies]));
  const reads: number[] = [];
  const counted: Pick<JobStore, 'readEvents' | 'readRuns'> = {
    ...store,
    async readEvents(...args) {
      const events = await store.readEvents(...args);
      reads.push(events.length);
      return events;
    },
  };
  return { store, counted, reads, job: { plan, progress } };
}

const whole = async (commands: AsyncGenerator<CommandRecord>) => {
  const records: CommandRecord[] = [];
  for await (const record of commands) records.push({ ...record });
  return records;
};

async function all(commands: AsyncGenerator<CommandRecord>) {
  const seen: [string, string][] = [];
  for await (const record of commands) seen.push([record.state, Buffer.from(record.output).toString()]);
  return seen;
}

describe('the outputs of a job', () => {
  it('are what the device answered last, not what it answered before it began anew', async () => {
    const first = [started(0), output(0, 'old'), completed(0, 3), started(1), output(1, 'older')];
    const then = [started(0), output(0, 'ne'), output(0, 'w'), completed(0, 3)];
    const begins: EventBody = { type: 'device.started', deviceId };
    const { counted, job } = await storeWith([begins, ...first, requeued, begins, ...then]);
    expect(await all(jobOutputs(counted, job).commands(0))).toEqual([
      ['completed', 'new'],
      ['pending', ''],
    ]);
    expect(await all(jobOutputs(counted, job).commands(1))).toEqual([
      ['pending', ''],
      ['pending', ''],
    ]);
  });

  it('of a device with thousands of events are read page by page, one command at a time', async () => {
    const many = (index: number, text: string) => Array.from({ length: 900 }, () => output(index, text));
    const begins: EventBody = { type: 'device.started', deviceId };
    const bodies = [begins, started(0), ...many(0, 'stale'), requeued, begins, started(0), ...many(0, 'a')];
    bodies.push(completed(0, 900), started(1), ...many(1, 'b'), completed(1, 900));
    const { counted, reads, job } = await storeWith(bodies);
    const commands = jobOutputs(counted, job).commands(0);
    const first = await commands.next();
    expect(Buffer.from((first.value as CommandRecord).output).toString()).toBe('a'.repeat(900));
    const readForFirst = reads.length;
    const second = await commands.next();
    expect(Buffer.from((second.value as CommandRecord).output).toString()).toBe('b'.repeat(900));
    expect(reads.length).toBeGreaterThan(readForFirst);
    expect(Math.max(...reads)).toBeLessThanOrEqual(200);
    expect((await commands.next()).done).toBe(true);
  });

  it('are the same for who goes through many devices, however much those answered', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory(), fc.array(fc.nat(11)), async ({ plan, events }, picks) => {
        const store = createMemoryStore();
        await store.create(plan);
        const progress = initialProgress(plan);
        for (const event of events) applyEvent(progress, event);
        await store.append({ jobId: plan.jobId, events, devices: progress.devices, progress });
        const outputs = jobOutputs(store, { plan, progress });
        const positions = [...new Set(picks.filter((pick) => pick < plan.devices.length))];
        const along = outputs.along(positions);
        for (const position of positions) {
          expect(await whole(along(position))).toEqual(await whole(outputs.commands(position)));
        }
      }),
      { numRuns: 50 },
    );
    const talks = (id: string, text: string): EventBody[] => [
      { type: 'device.started', deviceId: id },
      { type: 'command.started', deviceId: id, index: 0, command: 'show ip ospf' },
      ...Array.from(
        { length: 300 },
        (): EventBody => ({ type: 'command.output', deviceId: id, index: 0, chunk: text, encoding: 'utf8' }),
      ),
    ];
    const { counted, job } = await storeWith([...talks('dev-0', 'a'), ...talks('dev-1', 'b')]);
    const along = jobOutputs(counted, job).along([0, 1]);
    expect((await all(along(0)))[0]).toEqual(['running', 'a'.repeat(300)]);
    expect((await all(along(1)))[0]).toEqual(['running', 'b'.repeat(300)]);
  });

  it('stand as they stood when the job was read, whatever was stored since', async () => {
    const { store, counted, job } = await storeWith([
      { type: 'device.started', deviceId },
      started(0),
      output(0, 'so '),
    ]);
    const outputs = jobOutputs(counted, { plan: job.plan, progress: { ...job.progress } });
    await store.append(flushOf(job.progress, [output(0, 'far'), completed(0, 6)]));
    expect(await all(outputs.commands(0))).toEqual([
      ['running', 'so '],
      ['pending', ''],
    ]);
  });

  it('of a job at work are what its devices have answered so far', async () => {
    const answers = (_: string, line: string) => (line === 'show ip ospf' ? { text: 'first\r\n' } : ('hang' as const));
    const { connect, ledger } = scriptedConnect({ answer: answers });
    const engine = engineOf({ connect });
    const { jobId } = await engine.start(samplePlan('live', 2));
    await ledger.until(() => ledger.lines.length === 4);
    const outputs = (await engine.outputs(jobId))!;
    expect(outputs.job.progress.state).toBe('running');
    expect(await all(outputs.commands(1))).toEqual([
      ['completed', 'first\r\n'],
      ['running', ''],
    ]);
    await engine.cancel(jobId, 'a test');
    await allEvents(engine, jobId);
    expect(await engine.outputs('no such job')).toBeNull();
  });

  it('that were deleted meanwhile are an error, never an empty answer', async () => {
    const { job } = await storeWith([{ type: 'device.started', deviceId }, started(0)]);
    const gone = { readEvents: async () => [], readRuns: async () => [] };
    await expect(all(jobOutputs(gone, job).commands(0))).rejects.toThrow('is gone');
    await expect(all(jobOutputs(gone, job).along([0, 1])(0))).rejects.toThrow('is gone');
  });
});
