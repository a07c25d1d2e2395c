import { displayText } from '@/domain/display-text';
import { chunkBytes } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { CommandRunState, DeviceRunState } from '@/domain/job';

/** A command of one device, as far as it has come. `output` is safe to show. */
export interface CommandView {
  readonly index: number;
  readonly command: string;
  readonly state: CommandRunState;
  readonly output: string;
  readonly bytes: number;
  readonly truncated: boolean;
  readonly durationMs: number | null;
  readonly startedAt: string | null;
  readonly failure: Failure | null;
}

interface Draft extends Omit<CommandView, 'output'> {
  readonly chunks: readonly Uint8Array[];
}

/** What `jobs.onOutput` has told of a device. Immutable; `applyOutputEvent` gives the next one. */
export interface LiveOutput {
  readonly seq: number;
  readonly commands: readonly Draft[];
}

/** All commands of the plan, waiting. */
export function emptyOutput(lines: readonly string[]): LiveOutput {
  return {
    seq: 0,
    commands: lines.map((command, index) => ({
      index,
      command,
      state: 'pending',
      chunks: [],
      bytes: 0,
      truncated: false,
      durationMs: null,
      startedAt: null,
      failure: null,
    })),
  };
}

/** Events at or before `seq` are ignored: a resumed stream may repeat, never harm. */
export function applyOutputEvent(output: LiveOutput, event: JobEvent): LiveOutput {
  if (event.seq <= output.seq) return output;
  // The device begins anew: what its first try answered is no longer what it will have answered.
  if (event.type === 'device.started')
    return { ...emptyOutput(output.commands.map(({ command }) => command)), seq: event.seq };
  if (!('index' in event)) return { ...output, seq: event.seq };
  const commands = output.commands.map((command) => {
    if (command.index === event.index) return { ...command, ...changeOf(command, event) };
    // They are sent in order: one before this that never began does not exist on the device's platform.
    return command.index < event.index && command.state === 'pending'
      ? { ...command, state: 'skipped' as const }
      : command;
  });
  return { seq: event.seq, commands };
}

function changeOf(draft: Draft, event: Extract<JobEvent, { index: number }>): Partial<Draft> {
  switch (event.type) {
    case 'command.started':
      return { state: 'running', command: event.command, startedAt: event.at };
    case 'command.output': {
      const bytes = chunkBytes(event);
      return { chunks: [...draft.chunks, bytes], bytes: draft.bytes + bytes.length };
    }
    case 'command.completed':
      return { state: 'completed', durationMs: event.durationMs, bytes: event.bytes, truncated: event.truncated };
    case 'command.failed':
      return {
        state: event.unknown ? 'unknown' : 'failed',
        failure: event.failure,
        durationMs: event.durationMs,
        bytes: event.bytes,
        truncated: event.truncated,
      };
    default:
      return event satisfies never;
  }
}

/** Whether a command was left out because the device's platform has none such, rather than not come to. */
export function isLeftOut(commands: readonly CommandView[], { index, state }: CommandView, device: DeviceRunState) {
  const wentOn = commands.some((other) => other.index > index && other.startedAt !== null);
  return state === 'skipped' && (device === 'completed' || wentOn);
}

/** Decodes what was received; chunks are joined first, since one may end within a character. */
export function viewOf(output: LiveOutput): CommandView[] {
  return output.commands.map(({ chunks, ...command }) => ({ ...command, output: displayText(joined(chunks)) }));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
