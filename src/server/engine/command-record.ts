import type { DevicePlatform } from '@/domain/device';
import { chunkBytes, chunkLength } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import { isFinalRunState } from '@/domain/job';
import type { PlannedCommand } from '@/domain/job-schema';
import { plannedLine } from '@/domain/platform-lines';
import type { DeviceProgress } from '@/domain/progress';
import type { CommandRecord } from './ports';

type Chunk = Parameters<typeof chunkBytes>[0];
type Draft = { -readonly [Key in keyof Omit<CommandRecord, 'bytes' | 'output' | 'text'>]: CommandRecord[Key] } & {
  bytes: number | null;
  chunks: Chunk[];
};

/**
 * The commands of one device from that device's events, in order. Those that never began are `pending`, or `skipped` where
 * the device has ended, a later one began, or its platform (as planned) has no such command. `command` is the line that was
 * sent, or that the platform will be sent; the reference where neither is known.
 */
export function commandRecords(
  commands: readonly PlannedCommand[],
  device: DeviceProgress,
  platform: DevicePlatform,
  events: readonly JobEvent[],
): CommandRecord[] {
  const ended = isFinalRunState(device.state);
  const untouched = () => ({
    state: ended ? ('skipped' as const) : ('pending' as const),
    failure: null,
    durationMs: null,
    startedAt: null,
    /** As its end says; null before that. */
    bytes: null as number | null,
    truncated: false,
    chunks: [] as Chunk[],
  });
  const drafts: Draft[] = commands.map((command, index) => ({
    index,
    command: plannedLine(command, platform) ?? command.line,
    ...untouched(),
  }));
  for (const event of events) {
    // What an earlier try answered is not this device's answer.
    if (event.type === 'device.updated' && event.requeued)
      for (const draft of drafts) Object.assign(draft, untouched());
    if ('index' in event) applyToDraft(drafts[event.index]!, event);
  }
  const begun = drafts.findLastIndex(({ startedAt }) => startedAt !== null);
  for (const [index, draft] of drafts.entries()) {
    const nothingThere = platform !== 'auto' && plannedLine(commands[index]!, platform) === null;
    if (draft.state === 'pending' && (index < begun || nothingThere)) draft.state = 'skipped';
  }
  return drafts.map(({ chunks, bytes, ...record }) => ({
    ...record,
    bytes: bytes ?? chunks.reduce((sum, chunk) => sum + chunkLength(chunk), 0),
    // Made when they are asked for: who looks at one of them does not pay for both.
    get output() {
      return Buffer.concat(chunks.map(chunkBytes));
    },
    get text() {
      return chunks.every(({ encoding }) => encoding === 'utf8') ? chunks.map(({ chunk }) => chunk).join('') : null;
    },
  }));
}

function applyToDraft(draft: Draft, event: Extract<JobEvent, { index: number }>): void {
  switch (event.type) {
    case 'command.started':
      draft.state = 'running';
      draft.startedAt = event.at;
      draft.command = event.command;
      break;
    case 'command.output': {
      draft.chunks.push({ chunk: event.chunk, encoding: event.encoding });
      break;
    }
    case 'command.completed':
    case 'command.failed':
      draft.durationMs = event.durationMs;
      draft.bytes = event.bytes;
      draft.truncated = event.truncated;
      draft.state = event.type === 'command.completed' ? 'completed' : event.unknown ? 'unknown' : 'failed';
      draft.failure = event.type === 'command.failed' ? event.failure : null;
      break;
    default:
      event satisfies never;
  }
}
