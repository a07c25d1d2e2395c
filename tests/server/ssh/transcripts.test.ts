import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLATFORM_IDS } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import type { CommandResult } from '@/server/engine/ports';
import { prepareShell } from '@/server/ssh/prepare';
import type { Shell } from '@/server/ssh/shell';
import { type Cut, PlayedWire } from './played-wire';
import { readTranscript, type Transcript } from './transcript';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const PROMPT_MS = 5_000;
const OUTPUT_BYTES = 10 * 1024 * 1024;

const NAMES = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && PLATFORM_IDS.some((id) => id.replace('_', '-') === entry.name))
  .flatMap(({ name }) => readdirSync(new URL(`${name}/`, FIXTURES)).map((file) => `${name}/${file}`))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''));

const whole: Cut = (bytes) => [bytes];
const byteByByte: Cut = (bytes) => Array.from(bytes, (byte) => Buffer.from([byte]));

/** The same cuts each time (a linear congruential generator), so that a failure can be seen again. */
function cutAtRandom(seed: number): Cut {
  let state = seed;
  const upTo = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + (state % limit);
  };
  return (bytes) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const size = upTo(upTo(3) === 1 ? 200 : 9);
      chunks.push(bytes.subarray(at, at + size));
      at += size;
    }
    return chunks;
  };
}

const words = (failure: Failure | null): string | null => {
  if (failure === null) return null;
  const text = 'text' in failure ? failure.text : 'message' in failure ? failure.message : '';
  return `${failure.kind} ${text}`.trim();
};

async function run(shell: Shell, line: string): Promise<{ readonly output: Buffer; readonly result: CommandResult }> {
  const pieces: Uint8Array[] = [];
  const clock = { phase: 'command', ms: PROMPT_MS } as const;
  const generator = shell.run(line, { clock, maxOutputBytes: OUTPUT_BYTES });
  for (;;) {
    const next = await generator.next();
    if (next.done) return { output: Buffer.concat(pieces), result: next.value };
    pieces.push(next.value);
  }
}

/** Login to log-out; what was sent and what came out are held against the transcript. */
async function play(transcript: Transcript, cut: Cut): Promise<void> {
  const { device, platform, enablePassword, steps } = transcript;
  const wire = new PlayedWire(transcript, cut);
  const sent = steps.slice(1).map((step) => step.sent);
  const ready = await prepareShell(wire, { platform: device, promptMs: PROMPT_MS, enablePassword });
  const failed = steps.find(({ kind, failure }) => kind !== 'runs' && failure !== null);
  if (failed) {
    expect(ready.ok ? null : words(ready.error)).toBe(failed.failure);
    expect(wire.sent).toEqual(sent);
    return;
  }
  if (!ready.ok) throw new Error(`No session: ${JSON.stringify(ready.error)} after ${JSON.stringify(wire.sent)}`);
  expect(ready.value.platform.id).toBe(platform);
  for (const step of steps.filter(({ kind }) => kind === 'runs')) {
    const { output, result } = await run(ready.value.shell, step.sent.replace(/[\r\n]+$/, ''));
    expect({ sent: step.sent, output: output.toString('latin1'), failure: words(result.failure) }).toEqual({
      sent: step.sent,
      output: step.output.toString('latin1'),
      failure: step.failure,
    });
    expect(result.bytes).toBe(step.output.length);
  }
  await ready.value.shell.close(ready.value.platform.logOutLine, PROMPT_MS);
  expect(wire.sent).toEqual(sent);
}

describe.concurrent.each(NAMES)('transcript %s', (name) => {
  const transcript = readTranscript(name);

  it('fed whole, gives each output exactly and sends exactly its lines', () => play(transcript, whole));

  it('fed one byte at a time, does the same', () => play(transcript, byteByByte));

  it('fed in random pieces, does the same', async () => {
    await Promise.all([11, 222, 3_333, 44_444].map((seed) => play(transcript, cutAtRandom(seed))));
  });
});

it('there are transcripts of every platform', () => {
  const shown = new Set<string>(NAMES.map((name) => readTranscript(name).platform));
  expect(PLATFORM_IDS.filter((id) => !shown.has(id))).toEqual([]);
  expect(NAMES.length).toBeGreaterThanOrEqual(40);
});
