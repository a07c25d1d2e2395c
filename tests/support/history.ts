import fc from 'fast-check';
import type { EventBody, JobEvent } from '@/domain/event-schema';
import type { JobPlan } from '@/domain/job';
import { planOf } from './plan';

type Ending = 'device.completed' | 'device.failed' | 'device.unknown' | 'device.canceled' | 'left running';

const ENDINGS: Ending[] = ['device.completed', 'device.failed', 'device.unknown', 'device.canceled', 'left running'];
const failure = { kind: 'connection_lost', detail: 'reset' } as const;

function deviceSteps(deviceId: string, commands: number, ending: Ending): EventBody[] {
  const steps: EventBody[] = [
    { type: 'device.started', deviceId },
    { type: 'device.updated', deviceId, phase: 'handshake' },
  ];
  for (let index = 0; index < commands; index += 1) {
    steps.push({ type: 'command.started', deviceId, index, command: `show ${index}` });
    steps.push({ type: 'command.output', deviceId, index, chunk: 'text', encoding: 'utf8' });
    const base = { deviceId, index, durationMs: 5, bytes: 4, truncated: false };
    if (ending === 'device.completed') steps.push({ type: 'command.completed', ...base });
    else steps.push({ type: 'command.failed', ...base, failure, unknown: ending === 'device.unknown' });
  }
  const durationMs = 10;
  if (ending === 'device.failed' || ending === 'device.unknown') {
    steps.push({ type: ending, deviceId, failure, durationMs });
  } else if (ending !== 'left running') steps.push({ type: ending, deviceId, durationMs });
  return steps;
}

/** Plans with a possible history: the devices' steps interleaved at random, some skipped, some left in mid-work. */
export function randomHistory(): fc.Arbitrary<{ plan: JobPlan; events: JobEvent[] }> {
  return fc
    .record({
      devices: fc.integer({ min: 1, max: 12 }),
      batchSize: fc.integer({ min: 0, max: 5 }),
      endings: fc.array(fc.constantFrom(...ENDINGS), { minLength: 12, maxLength: 12 }),
      skipped: fc.nat(3),
      order: fc.array(fc.nat(1_000), { minLength: 200, maxLength: 200 }),
    })
    .map(({ devices, batchSize, endings, skipped, order }) => {
      const plan = planOf({ devices, batchSize, commands: ['show 0', 'show 1', 'show 2'] });
      const queues = plan.devices.map(({ deviceId }, at) =>
        at < skipped
          ? [{ type: 'device.skipped', deviceId, reason: 'stop rule' } as EventBody]
          : deviceSteps(deviceId, plan.commands.length, endings[at]!),
      );
      const bodies: EventBody[] = [
        { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null },
        { type: 'batch.started', batch: 1, size: plan.devices.filter((device) => device.batch === 1).length },
      ];
      for (let turn = 0; queues.some((queue) => queue.length > 0); turn += 1) {
        const busy = queues.filter((queue) => queue.length > 0);
        bodies.push(busy[order[turn % order.length]! % busy.length]!.shift()!);
      }
      bodies.push({ type: 'batch.completed', batch: 1 });
      const events = bodies.map((body, at) => ({ seq: at + 1, jobId: plan.jobId, at: stamp(at), ...body }) as JobEvent);
      return { plan, events };
    });
}

const stamp = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 100).toISOString();
