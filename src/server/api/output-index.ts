import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { TRPCError } from '@trpc/server';
import { displayText } from '@/domain/display-text';
import { isFinalJobState, isFinalRunState } from '@/domain/job';
import { type Comparison, comparedLines, type Scope } from '@/domain/volatile';
import type { Clock, CommandRecord, Engine, JobOutputs } from '../engine/ports';
import { notFound } from './errors';

/** What is known of one answer without keeping it. Digests are equal where nothing but volatile parts differs. */
export interface AnswerDigest {
  readonly digest: string;
  readonly bytes: number;
}

/** By place in the plan, then by command; null: that command was not answered, undefined: not asked for (yet). */
export type JobDigests = ReadonlyMap<number, readonly (AnswerDigest | null | undefined)[]>;

/** Which answers are to be compared, and by which rules. */
export interface DigestsOf {
  readonly jobId: string;
  readonly scope: Scope;
  /** 0-based, in the plan. */
  readonly commands: readonly number[];
}

export interface DigestView {
  readonly outputs: JobOutputs;
  readonly digests: JobDigests;
  /** Devices that have ended, and how many of them have been compared; the view is complete once these are equal. */
  readonly ended: number;
  readonly compared: number;
  readonly complete: boolean;
}

export interface OutputIndex {
  /** A job's outputs; of an ended job the list of devices is kept for a while. Throws NOT_FOUND. */
  open(jobId: string): Promise<JobOutputs>;
  /** The digests of a job's ended devices, as many more of them as `budgetMs` allows. Throws NOT_FOUND. */
  digests(of: DigestsOf, budgetMs: number): Promise<DigestView>;
  /** One reader of many outputs at a time (they share a thread and a database); throws where too many wait. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** A digest takes some 150 bytes, so that this is about 60 MB. */
const MAX_DIGESTS = 400_000;
const MAX_OPEN_JOBS = 4;
const OPEN_FOR_MS = 60_000;
const MAX_WAITING = 32;
/** Compared in one go; more lines would keep everything else on this thread waiting. */
const LINES_AT_ONCE = 2_000;

type Digests = Map<number, (AnswerDigest | null | undefined)[]>;

/**
 * In memory only, bounded, and made anew when it is asked for: a digest is far smaller than the answer, and an answer that
 * is stored never changes.
 */
export function createOutputIndex({ engine, clock }: { engine: Pick<Engine, 'outputs'>; clock: Clock }): OutputIndex {
  const known = new Map<string, Digests>();
  const opened = new Map<string, { readonly outputs: JobOutputs; readonly at: number }>();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function open(jobId: string): Promise<JobOutputs> {
    const kept = opened.get(jobId);
    if (kept && clock.now() - kept.at < OPEN_FOR_MS) return kept.outputs;
    opened.delete(jobId);
    const outputs = await engine.outputs(jobId);
    if (!outputs) throw notFound(`Job ${jobId}`);
    if (isFinalJobState(outputs.job.progress.state)) {
      opened.set(jobId, { outputs, at: clock.now() });
      if (opened.size > MAX_OPEN_JOBS) opened.delete(opened.keys().next().value!);
    }
    return outputs;
  }

  function digestsOf(key: string): Digests {
    const digests: Digests = known.get(key) ?? new Map();
    // What was asked for last stands last.
    known.delete(key);
    known.set(key, digests);
    return digests;
  }

  function forget(keep: string): void {
    const sizeOf = (digests: Digests) => digests.size * (digests.values().next().value?.length ?? 0);
    let total = 0;
    for (const digests of known.values()) total += sizeOf(digests);
    for (const [key, digests] of known) {
      if (total <= MAX_DIGESTS || key === keep) return;
      total -= sizeOf(digests);
      known.delete(key);
    }
  }

  const index: OutputIndex = {
    open,
    async digests({ jobId, scope, commands }, budgetMs) {
      const outputs = await open(jobId);
      const key = `${scope} ${jobId}`;
      const digests = digestsOf(key);
      const positions = outputs.job.progress.devices.flatMap(({ state }, at) => (isFinalRunState(state) ? [at] : []));
      const lacks = (position: number) => commands.some((at) => digests.get(position)?.[at] === undefined);
      const missing = positions.filter(lacks);
      if (missing.length > 0) {
        await index.inTurn(async () => {
          const until = clock.now() + budgetMs;
          const along = outputs.along(missing.filter((position) => wasAsked(outputs, position)));
          for (const position of missing) {
            if (clock.now() >= until) return;
            // Another reader may have come first.
            if (!lacks(position)) continue;
            const before = digests.get(position) ?? outputs.job.plan.commands.map(() => undefined);
            digests.set(
              position,
              await deviceDigests({ ...outputs, commands: along }, position, { scope, commands, before }),
            );
            await turn();
          }
        });
        forget(key);
      }
      const compared = positions.filter((position) => !lacks(position)).length;
      return { outputs, digests, ended: positions.length, compared, complete: compared === positions.length };
    },
    async inTurn(work) {
      if (waiting >= MAX_WAITING) {
        throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many searches at once: try again' });
      }
      waiting += 1;
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine.finally(() => {
        waiting -= 1;
      });
    },
  };
  return index;
}

/** Whether a device was asked at all; the others need not be read. */
export const wasAsked = (outputs: JobOutputs, position: number): boolean =>
  outputs.job.progress.devices[position]!.commandIndex > 0;

interface Wanted extends Omit<DigestsOf, 'jobId'> {
  readonly before: readonly (AnswerDigest | null | undefined)[];
}

async function deviceDigests(
  outputs: JobOutputs,
  position: number,
  { scope, commands, before }: Wanted,
): Promise<(AnswerDigest | null | undefined)[]> {
  if (!wasAsked(outputs, position)) return before.map(() => null);
  const { platform, name } = outputs.job.plan.devices[position]!;
  const digests = [...before];
  for await (const command of outputs.commands(position)) {
    if (!commands.includes(command.index) || digests[command.index] !== undefined) continue;
    const lines = isAnswer(command) ? displayText(command.text ?? command.output).split('\n') : null;
    digests[command.index] = lines && {
      digest: await digestOf(lines, { platform, scope, deviceName: name }),
      bytes: command.bytes,
    };
  }
  return digests;
}

/** The router's whole answer, a refusal included; not what was cut off by a timeout or a lost connection. */
const isAnswer = ({ state, failure }: CommandRecord): boolean =>
  state === 'completed' || failure?.kind === 'command_rejected';

/** SHA-256 over the compared lines without the empty ones around them, 132 bits of it. */
async function digestOf(lines: readonly string[], of: Comparison): Promise<string> {
  const hash = createHash('sha256');
  let begun = false;
  let empty = 0;
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    if (from > 0) await turn();
    for (const line of comparedLines(lines.slice(from, from + LINES_AT_ONCE), of)) {
      if (line.trim() === '') {
        empty += 1;
        continue;
      }
      hash.update(`${begun ? '\n'.repeat(empty + 1) : ''}${line}`);
      begun = true;
      empty = 0;
    }
  }
  return hash.digest('base64url').slice(0, 22);
}
