import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { CONTROL_CHARACTERS, DEVICE_PLATFORMS, type DevicePlatform } from '@/domain/device';
import { displayText } from '@/domain/display-text';
import type { DeviceRunState } from '@/domain/job';
import { MAX_QUERY_CHARACTERS, SEARCH_MODES, type Search, searchFor } from '@/domain/search';
import type { JobOutputs } from '../engine/ports';
import type { Services } from './context';
import { decodePlace, encodePlace } from './cursor';
import { badInput } from './errors';
import { idSchema } from './input';
import { wasAsked } from './output-index';

export const countrySchema = z.string().trim().toUpperCase().length(2, 'expected two letters');
export const commandIndexSchema = z.number('expected the number of a command, from 0').int().min(0).max(49);

export const searchInputSchema = z.strictObject({
  jobId: idSchema,
  query: z
    .string()
    .min(1, 'expected at least 1 character')
    .max(MAX_QUERY_CHARACTERS, `expected at most ${MAX_QUERY_CHARACTERS} characters`)
    .refine((query) => !CONTROL_CHARACTERS.test(query), 'expected no control characters'),
  /** `text`: as it stands, in any case. `pattern`: a regular expression of the safe subset (domain/search-syntax). */
  mode: z.enum(SEARCH_MODES, `expected one of: ${SEARCH_MODES.join(', ')}`).default('text'),
  /** 0-based, in the plan. */
  command: commandIndexSchema.optional(),
  country: countrySchema.optional(),
  platform: z.enum(DEVICE_PLATFORMS).optional(),
  cursor: z.string().max(500).nullish(),
  /** Devices with a match in one answer; 0 counts only. */
  limit: z.number().int().min(0).max(200).default(50),
});
export type SearchInput = z.infer<typeof searchInputSchema>;

/** A matching line. `text` is cut around the first match where it is long; `ranges` are places in `text`. */
export interface SearchHit {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly ranges: readonly (readonly [number, number])[];
}

export interface SearchedDevice {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly state: DeviceRunState;
  /** Those with a match. */
  readonly commands: readonly {
    readonly index: number;
    readonly command: string;
    /** Matching lines; the first of them are `hits`. */
    readonly lines: number;
    readonly hits: readonly SearchHit[];
  }[];
}

/** Answer of `jobs.searchOutputs`: one stretch of the devices. Figures are of this stretch, but for `total`. */
export interface SearchView {
  readonly items: readonly SearchedDevice[];
  /** Devices with a match, and their matching lines. */
  readonly devices: number;
  readonly lines: number;
  /** Devices looked at, and how many there are by the filters. */
  readonly scanned: number;
  readonly total: number;
  /** Null where all have been looked at. */
  readonly nextCursor: string | null;
}

/** A request answers after so long with what it has; the rest comes with the next one. */
const BUDGET_MS = 500;
const HITS_PER_COMMAND = 5;
const SHOWN_CHARACTERS = 300;
/** Before the first match. */
const LEAD_CHARACTERS = 80;
const LINES_AT_ONCE = 1_000;

/** Searches the outputs of a job device by device, also while it runs: what has been answered by now. */
export async function searchOutputs(
  { outputIndex, clock }: Services,
  input: SearchInput,
  signal?: AbortSignal,
): Promise<SearchView> {
  const search = searchFor(input.query, input.mode);
  if (!search.ok) throw badInput('query', search.message);
  const outputs = await outputIndex.open(input.jobId);
  const { plan } = outputs.job;
  if (input.command !== undefined && input.command >= plan.commands.length) {
    throw badInput('command', `expected at most ${plan.commands.length - 1}, the last command of this job`);
  }
  const positions = plan.devices.flatMap(({ country, platform }, position) =>
    (!input.country || country === input.country) && (!input.platform || platform === input.platform) ? [position] : [],
  );
  const begin = decodePlace(input.cursor);
  const commands = outputs.along(positions.slice(begin).filter((position) => wasAsked(outputs, position)));
  return outputIndex.inTurn(async () => {
    const until = clock.now() + BUDGET_MS;
    const view = { items: [] as SearchedDevice[], devices: 0, lines: 0, scanned: 0, total: positions.length };
    let at = begin;
    for (; at < positions.length; at += 1) {
      const full = input.limit > 0 && view.items.length >= input.limit;
      if (full || signal?.aborted || (at > begin && clock.now() >= until)) break;
      const found = await searchDevice({ ...outputs, commands }, positions[at]!, search, input.command);
      view.scanned += 1;
      if (found.commands.length > 0) {
        view.devices += 1;
        view.lines += found.commands.reduce((sum, { lines }) => sum + lines, 0);
        if (input.limit > 0) view.items.push(found);
      }
      await turn();
    }
    return { ...view, nextCursor: at < positions.length ? encodePlace(at) : null };
  });
}

type Lines = Extract<Search, { ok: true }>;

async function searchDevice(
  outputs: JobOutputs,
  position: number,
  { match, mayMatch }: Lines,
  only: number | undefined,
): Promise<SearchedDevice> {
  const { deviceId, name, country, platform } = outputs.job.plan.devices[position]!;
  const { state } = outputs.job.progress.devices[position]!;
  const commands: SearchedDevice['commands'][number][] = [];
  if (wasAsked(outputs, position)) {
    for await (const answer of outputs.commands(position)) {
      const { index, command, bytes } = answer;
      if ((only !== undefined && index !== only) || bytes === 0) continue;
      const text = displayText(answer.text ?? answer.output);
      if (!mayMatch(text)) continue;
      const found = await matchingLines(text, match);
      if (found.lines > 0) commands.push({ index, command, ...found });
    }
  }
  return { deviceId, deviceName: name, country, platform, state, commands };
}

async function matchingLines(text: string, match: Lines['match']): Promise<{ lines: number; hits: SearchHit[] }> {
  const hits: SearchHit[] = [];
  let lines = 0;
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0 && at % LINES_AT_ONCE === 0) await turn();
    const ranges = match(line);
    if (!ranges) continue;
    lines += 1;
    if (hits.length < HITS_PER_COMMAND) hits.push({ line: at + 1, ...cutAround(line, ranges) });
  }
  return { lines, hits };
}

function cutAround(line: string, ranges: readonly (readonly [number, number])[]): Omit<SearchHit, 'line'> {
  if (line.length <= SHOWN_CHARACTERS) return { text: line, ranges };
  const from = Math.max(0, (ranges[0]?.[0] ?? 0) - LEAD_CHARACTERS);
  const text = line.slice(from, from + SHOWN_CHARACTERS);
  const within = ranges
    .map(([start, end]) => [start - from, Math.min(end - from, text.length)] as const)
    .filter(([start]) => start < text.length);
  return { text, ranges: within };
}
