import { expect, it } from 'vitest';
import type { CommandView } from '@/components/jobs/output-store';
import { commandsAt } from '@/components/jobs/replay-output';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const command = (index: number, begins: number | null, durationMs: number | null): CommandView => ({
  index,
  command: `show ${index}`,
  state: begins === null ? 'skipped' : durationMs === null ? 'unknown' : 'completed',
  output: 'answer',
  bytes: 6,
  truncated: false,
  durationMs,
  startedAt: begins === null ? null : new Date(START + begins).toISOString(),
  failure: null,
});

it('a replay shows an answer once it had come, and before that what the device was at', () => {
  const commands = [command(0, 1_000, 500), command(1, 2_000, 5_000), command(2, 8_000, 100), command(3, null, null)];
  const seen = (at: number) => commandsAt(commands, START + at).map(({ state, output }) => [state, output]);
  expect(seen(0)).toEqual([...Array(3).fill(['pending', '']), ['skipped', 'answer']]);
  expect(seen(3_000).slice(0, 3)).toEqual([
    ['completed', 'answer'],
    ['running', ''],
    ['pending', ''],
  ]);
  expect(commandsAt(commands, START + 9_000)).toEqual(commands);
});
