import type { CommandView } from './output-store';

/** What a device had answered by `at` (milliseconds since the epoch), of what it had at the end: an answer comes whole, when it was complete. */
export const commandsAt = (commands: readonly CommandView[], at: number): CommandView[] =>
  commands.map((command) => {
    const { startedAt, durationMs } = command;
    if (startedAt === null || (durationMs !== null && Date.parse(startedAt) + durationMs <= at)) return command;
    const state = Date.parse(startedAt) <= at ? 'running' : 'pending';
    const unanswered = { output: '', bytes: 0, truncated: false, durationMs: null, failure: null };
    return { ...command, ...unanswered, state, startedAt: state === 'running' ? startedAt : null };
  });
