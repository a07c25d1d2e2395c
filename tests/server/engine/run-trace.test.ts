import { describe, expect, it } from 'vitest';
import type { EventBody } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import { CANCELED, SHUTDOWN } from '@/server/engine/run-device';
import { RunTrace } from '@/server/engine/run-trace';
import { systemClock } from '@/server/engine/system-clock';
import { change, never, read, workOf } from './executor.conformance';

const router = { name: 'r1', address: '192.0.2.1', port: 22, platform: 'cisco_ios' } as const;
const work = workOf(router, [read('show ip ospf'), change()]);
const { deviceId } = work.target;
const LOST: Failure = { kind: 'connection_lost', detail: 'gone' };
const REJECTED: Failure = { kind: 'command_rejected', message: '% Invalid input' };

const started: EventBody = { type: 'device.started', deviceId };
const begun = (index: number): EventBody => ({ type: 'command.started', deviceId, index, command: 'x' });
const output: EventBody = { type: 'command.output', deviceId, index: 0, chunk: 'grüße', encoding: 'utf8' };
const rest = { deviceId, durationMs: 1, bytes: 5, truncated: false };
const done = (index: number): EventBody => ({ type: 'command.completed', index, ...rest });
const failed = (index: number, unknown: boolean): EventBody => ({
  type: 'command.failed',
  index,
  failure: REJECTED,
  unknown,
  ...rest,
});

function endsAfter(events: readonly EventBody[], { released = false, signal = never() } = {}): EventBody[] {
  const trace = new RunTrace(work, systemClock);
  for (const event of events) trace.note(event);
  if (released) trace.release();
  return trace.ends(LOST, signal);
}

describe('a device whose maker is gone', () => {
  it.each([
    ['before anything', [], false, ['device.started', 'device.failed']],
    ['while connecting', [started], false, ['device.failed']],
    ['between two commands', [started, begun(0), done(0)], false, ['device.failed']],
    ['while a question is out', [started, begun(0), output], true, ['command.failed', 'device.failed']],
    ['before a change was let go', [started, begun(0), done(0), begun(1)], false, ['command.failed', 'device.failed']],
    ['while a change is out', [started, begun(0), done(0), begun(1)], true, ['command.failed', 'device.unknown']],
    ['after every answer', [started, begun(0), done(0), begun(1), done(1)], false, ['device.completed']],
    ['after an unanswered change', [started, begun(0), done(0), begun(1), failed(1, true)], false, ['device.unknown']],
  ] as const)('%s', (_, events, released, types) => {
    expect(endsAfter(events, { released }).map(({ type }) => type)).toEqual(types);
  });

  it('keeps the first failure and the bytes that came', () => {
    const [command, device] = endsAfter([started, begun(0), failed(0, false), begun(1), { ...output, index: 1 }]);
    expect(command).toMatchObject({ type: 'command.failed', index: 1, failure: LOST, bytes: 7 });
    expect(device).toMatchObject({ type: 'device.failed', failure: REJECTED });
  });

  it('is canceled where a person had canceled it, and says that the portal stopped where it did', () => {
    expect(endsAfter([started], { signal: AbortSignal.abort(CANCELED) })[0]?.type).toBe('device.canceled');
    expect(endsAfter([started], { signal: AbortSignal.abort(SHUTDOWN) })[0]).toMatchObject({
      failure: { kind: 'connection_lost', detail: 'The portal stopped' },
    });
  });
});
