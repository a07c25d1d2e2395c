import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event-schema';
import { applyEvent, initialProgress, type JobProgress } from '@/domain/progress';
import { beginningOf, replayStepMs } from '@/domain/replay';
import { jobSteps } from '@/server/db/job-steps';
import { createJobStore } from '@/server/db/job-store';
import { randomHistory } from '../../support/history';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeAll(async () => {
  temp = await tempDatabase();
});
afterAll(() => temp.remove());

const after = (progress: JobProgress, events: readonly JobEvent[]): JobProgress => {
  for (const event of events) applyEvent(progress, event);
  return progress;
};

async function allSteps(jobId: string, limit: number): Promise<JobEvent[]> {
  const all: JobEvent[] = [];
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    const page: Awaited<ReturnType<typeof jobSteps>> = await jobSteps(temp.db.reads, jobId, afterSeq, limit);
    all.push(...page!.events);
    afterSeq = page!.nextSeq;
  }
  return all;
}

let jobs = 0;

it('what is read back for a replay gives at each of its steps what the stored events up to then give, bytes included', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomHistory(),
      fc.constantFrom(1, 20),
      fc.constantFrom(7, 1_000),
      async (history, slower, limit) => {
        jobs += 1;
        const plan = { ...history.plan, jobId: `job-${jobs}` };
        const first = Date.parse(history.events[0]!.at);
        const events = history.events.map((event): JobEvent => {
          const at = new Date(first + (Date.parse(event.at) - first) * slower).toISOString();
          return { ...event, jobId: plan.jobId, at };
        });
        const store = createJobStore(temp.db);
        await store.create(plan);
        const final = after(initialProgress(plan), events);
        await store.append({ jobId: plan.jobId, events, devices: final.devices, progress: final });

        const steps = await allSteps(plan.jobId, limit);
        expect(steps.some(({ type }) => type === 'command.output')).toBe(false);
        const [start, end] = [Date.parse(final.startedAt!), Date.parse(events.at(-1)!.at)];
        const stepMs = replayStepMs({ start, end: Number.POSITIVE_INFINITY });
        for (let at = start; at < end + stepMs; at += stepMs) {
          const upTo = (all: readonly JobEvent[]) => all.filter((event) => Date.parse(event.at) <= at);
          const whole = after(initialProgress(plan), upTo(events));
          const replayed = after(beginningOf(final), upTo(steps));
          expect({ ...replayed, seq: 0 }).toEqual({ ...whole, seq: 0 });
        }
      },
    ),
    { numRuns: 12 },
  );
});

it('shows how much a command in work had been answered, without reading what', async () => {
  const [history] = fc.sample(randomHistory(), { numRuns: 1, seed: 2 });
  const plan = { ...history!.plan, jobId: 'streaming' };
  const { deviceId } = plan.devices[0]!;
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 10, 0, seconds)).toISOString();
  const output = (chunk: string) => ({ type: 'command.output', deviceId, index: 0, chunk, encoding: 'utf8' }) as const;
  const bodies = [
    [0, { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null }],
    [0, { type: 'device.started', deviceId }],
    [0, { type: 'command.started', deviceId, index: 0, command: 'show' }],
    [3, output('four')],
    [3, output('ü')],
    [5, output('x')],
  ] as const;
  const events = bodies.map(
    ([second, body], nth): JobEvent => ({ seq: nth + 1, jobId: plan.jobId, at: at(second), ...body }),
  );
  const store = createJobStore(temp.db);
  await store.create(plan);
  const progress = after(initialProgress(plan), events);
  await store.append({ jobId: plan.jobId, events, devices: [progress.devices[0]!], progress });
  const steps = await allSteps(plan.jobId, 100);
  expect(steps.slice(-2)).toMatchObject([
    { type: 'device.updated', at: at(3), received: 6 },
    { type: 'device.updated', at: at(5), received: 1 },
  ]);
  expect(await jobSteps(temp.db.reads, 'nobody', 0, 10)).toBeNull();
});
