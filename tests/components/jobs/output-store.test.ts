import { describe, expect, it } from 'vitest';
import { applyOutputEvent, emptyOutput, isLeftOut, viewOf } from '@/components/jobs/output-store';
import type { EventBody, JobEvent } from '@/domain/event-schema';

const deviceId = 'r1';

function replay(bodies: EventBody[], repeatEach = 1) {
  let output = emptyOutput(['show ip ospf', 'clear ip ospf process']);
  bodies.forEach((body, index) => {
    const event: JobEvent = { ...body, seq: index + 1, jobId: 'job-1', at: '2026-01-01T00:00:00.000Z' };
    for (let time = 0; time < repeatEach; time += 1) output = applyOutputEvent(output, event);
  });
  return viewOf(output);
}

const chunk = (bytes: number[]): EventBody => ({
  type: 'command.output',
  deviceId,
  index: 0,
  chunk: btoa(String.fromCharCode(...bytes)),
  encoding: 'base64',
});

describe('the live output of a device', () => {
  it('shows every command of the plan as waiting before anything came', () => {
    expect(replay([]).map(({ command, state }) => [command, state])).toEqual([
      ['show ip ospf', 'pending'],
      ['clear ip ospf process', 'pending'],
    ]);
  });

  it('tells a command that the platform lacks from one that was not come to', () => {
    const bodies: EventBody[] = [{ type: 'command.started', deviceId, index: 1, command: 'clear ip ospf process' }];
    const commands = replay(bodies);
    expect(commands.map(({ state }) => state)).toEqual(['skipped', 'running']);
    expect(isLeftOut(commands, commands[0]!, 'running')).toBe(true);
    const never = replay([]).map((command) => ({ ...command, state: 'skipped' as const }));
    expect(never.map((command) => isLeftOut(never, command, 'failed'))).toEqual([false, false]);
    expect(never.map((command) => isLeftOut(never, command, 'completed'))).toEqual([true, true]);
  });

  it('names the line that was sent, not the reference that was planned', () => {
    const started = { type: 'command.started', deviceId, index: 0, command: 'show ospf' } as const;
    expect(replay([started])[0]).toMatchObject({ command: 'show ospf', state: 'running' });
  });

  it('puts a character together that was cut between two chunks', () => {
    const [first] = replay([chunk([0x5a, 0xc3]), chunk([0xbc, 0x72])]);
    expect(first?.output).toBe('Zür');
  });

  it('has each chunk once although the stream repeats it', () => {
    const bodies: EventBody[] = [
      { type: 'command.started', deviceId, index: 0, command: 'show ip ospf' },
      { type: 'command.output', deviceId, index: 0, chunk: 'Area 0\n', encoding: 'utf8' },
    ];
    expect(replay(bodies, 3)[0]).toMatchObject({ state: 'running', output: 'Area 0\n', bytes: 7 });
  });

  it('takes escape sequences out before anything is shown', () => {
    const [first] = replay([
      { type: 'command.output', deviceId, index: 0, chunk: '\u001b[31mred\u001b[0m\u0007', encoding: 'utf8' },
    ]);
    expect(first?.output).toBe('red');
  });

  it('calls a changing command unknown when its answer never came', () => {
    const failure = { kind: 'connection_lost', detail: 'reset' } as const;
    const [, second] = replay([
      {
        type: 'command.failed',
        deviceId,
        index: 1,
        failure,
        durationMs: 5,
        bytes: 0,
        truncated: false,
        unknown: true,
      },
    ]);
    expect(second).toMatchObject({ state: 'unknown', failure });
  });
});
