import { z } from 'zod';
import { commandViews } from '@/domain/command';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { JOB_STATES, type PlannedDevice } from '@/domain/job';
import type { JobOutputs } from '../engine/ports';
import { type Answer, countSchema, pageOf, timeSchema } from './answer';
import type { Services } from './context';
import { decodePlace, encodePlace } from './cursor';
import { badInput } from './errors';
import { idSchema, pageShape } from './input';
import type { DigestView } from './output-index';
import { countrySchema } from './output-search';

export const compareInputSchema = z.strictObject({
  /** Two jobs that have at least one command in common. */
  a: idSchema,
  b: idSchema,
  /** One of `commands` of the answer, by its line; all of them where absent. */
  command: z.string().max(512).optional(),
  country: countrySchema.optional(),
  /** `differences`: without the devices that are the same in both. */
  show: z.enum(['differences', 'all'], 'expected one of: differences, all').default('differences'),
  ...pageShape,
});

const commandVerdictSchema = z
  .enum(['same', 'different', 'only_a', 'only_b', 'neither'])
  .describe('neither: no answer on either side');
export type CommandVerdict = Answer<typeof commandVerdictSchema>;
const deviceVerdictSchema = z
  .enum(['same', 'different', 'missing_in_a', 'missing_in_b', 'unanswered'])
  .describe('missing_in_…: the device is no part of that job');
export type DeviceVerdict = Answer<typeof deviceVerdictSchema>;

const comparedJobSchema = z.object({
  jobId: z.string(),
  title: z.string(),
  state: z.enum(JOB_STATES),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
});
export type ComparedJob = Answer<typeof comparedJobSchema>;

const comparedDeviceSchema = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  country: z.string(),
  platform: z.enum(DEVICE_PLATFORMS),
  verdict: deviceVerdictSchema,
  commands: z.array(commandVerdictSchema).describe('In the order of `commands`'),
});
export type ComparedDevice = Answer<typeof comparedDeviceSchema>;

/**
 * Answer of `jobs.compare`: the devices of both jobs, in the order of the first, then those of the second alone. A device is
 * neither listed nor counted before its answers in both have been compared.
 */
export const compareSchema = pageOf(comparedDeviceSchema).extend({
  a: comparedJobSchema,
  b: comparedJobSchema,
  commands: z
    .array(
      z.object({
        line: z.string(),
        title: z.string().nullable(),
        a: countSchema,
        b: countSchema,
        different: countSchema,
      }),
    )
    .describe(
      'What both were asked, with the place of it in either plan (0-based) and the devices whose answers differ',
    ),
  counts: z.record(deviceVerdictSchema, countSchema),
  complete: z
    .boolean()
    .describe('False while answers of ended devices are still being compared; ask again, also while a job still runs'),
  compared: countSchema,
  ended: countSchema,
});
export type CompareView = Answer<typeof compareSchema>;

const BUDGET_MS = 500;

/** Two runs of the same commands, device by device; volatile parts and refreshes of LSAs are left out. */
export async function compareJobs(services: Services, input: z.infer<typeof compareInputSchema>): Promise<CompareView> {
  if (input.a === input.b) throw badInput('b', 'expected another job than a');
  const { outputIndex } = services;
  const common = commonCommands(await outputIndex.open(input.a), await outputIndex.open(input.b));
  if (common.length === 0) throw badInput('b', 'expected a job with at least one command of a');
  const wanted = common.flatMap(({ line }, at) => (input.command === undefined || line === input.command ? [at] : []));
  if (wanted.length === 0) throw badInput('command', 'expected a line that both jobs sent');
  const side = (which: 'a' | 'b') => {
    const commands = common.map((command) => command[which]);
    return outputIndex.digests({ jobId: input[which], scope: 'runs', commands }, BUDGET_MS);
  };
  const a = await side('a');
  const b = await side('b');
  const counts = { same: 0, different: 0, missing_in_a: 0, missing_in_b: 0, unanswered: 0 };
  const different = common.map(() => 0);
  const listed: ComparedDevice[] = [];
  for (const device of comparedDevices(a, b, common)) {
    if (input.country && device.country !== input.country) continue;
    for (const [at, verdict] of device.commands.entries()) if (differs(verdict)) different[at]! += 1;
    const verdict = isMissing(device.verdict) ? device.verdict : verdictOf(wanted.map((at) => device.commands[at]!));
    counts[verdict] += 1;
    if (input.show === 'all' || (verdict !== 'same' && verdict !== 'unanswered')) listed.push({ ...device, verdict });
  }
  const from = decodePlace(input.cursor);
  const to = from + (input.limit ?? 100);
  return {
    a: jobOf(a),
    b: jobOf(b),
    commands: common.map((command, at) => ({ ...command, different: different[at]! })),
    counts,
    complete: a.complete && b.complete,
    compared: a.compared + b.compared,
    ended: a.ended + b.ended,
    items: listed.slice(from, to),
    nextCursor: to < listed.length ? encodePlace(to) : null,
    total: listed.length,
  };
}

function jobOf({ outputs }: DigestView): ComparedJob {
  const { jobId, title } = outputs.job.plan;
  const { state, startedAt, endedAt } = outputs.job.progress;
  return { jobId, title, state, startedAt, endedAt };
}

type CommonCommand = Omit<CompareView['commands'][number], 'different'>;

/** A line that a job sends twice is matched in order. */
function commonCommands(a: JobOutputs, b: JobOutputs): CommonCommand[] {
  const left = new Map<string, number[]>();
  for (const [at, { line }] of b.job.plan.commands.entries()) left.set(line, [...(left.get(line) ?? []), at]);
  return commandViews(a.job.plan.commands).flatMap(({ line, title }, at) => {
    const inB = left.get(line)?.shift();
    return inB === undefined ? [] : [{ line, title, a: at, b: inB }];
  });
}

function* comparedDevices(a: DigestView, b: DigestView, common: readonly CommonCommand[]): Generator<ComparedDevice> {
  const inA = a.outputs.job.plan.devices;
  const inB = b.outputs.job.plan.devices;
  const places = new Map(inB.map(({ deviceId }, position) => [deviceId, position]));
  // What was not looked at yet is no answer that is missing.
  const known = (which: 'a' | 'b', position: number) => {
    const digests = (which === 'a' ? a : b).digests.get(position);
    return common.every((command) => digests?.[command[which]] !== undefined);
  };
  for (const [position, device] of inA.entries()) {
    const other = places.get(device.deviceId);
    places.delete(device.deviceId);
    if (!known('a', position) || (other !== undefined && !known('b', other))) continue;
    const commands = common.map((command) =>
      commandVerdict(a.digests.get(position)?.[command.a], b.digests.get(other ?? -1)?.[command.b]),
    );
    yield { ...shown(device), verdict: other === undefined ? 'missing_in_b' : verdictOf(commands), commands };
  }
  for (const position of places.values()) {
    if (!known('b', position)) continue;
    const commands = common.map((command) => commandVerdict(null, b.digests.get(position)?.[command.b]));
    yield { ...shown(inB[position]!), verdict: 'missing_in_a', commands };
  }
}

const shown = ({ deviceId, name, country, platform }: PlannedDevice) => ({
  deviceId,
  deviceName: name,
  country,
  platform,
});

type Digested = { readonly digest: string } | null | undefined;

function commandVerdict(a: Digested, b: Digested): CommandVerdict {
  if (a && b) return a.digest === b.digest ? 'same' : 'different';
  if (a) return 'only_a';
  return b ? 'only_b' : 'neither';
}

const differs = (verdict: CommandVerdict): boolean => verdict !== 'same' && verdict !== 'neither';
const isMissing = (verdict: DeviceVerdict): boolean => verdict === 'missing_in_a' || verdict === 'missing_in_b';

function verdictOf(commands: readonly CommandVerdict[]): 'same' | 'different' | 'unanswered' {
  if (commands.some(differs)) return 'different';
  return commands.includes('same') ? 'same' : 'unanswered';
}
