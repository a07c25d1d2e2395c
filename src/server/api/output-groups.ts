import { z } from 'zod';
import { DEVICE_PLATFORMS, type DevicePlatform } from '@/domain/device';
import { type Answer, countSchema, pageOf } from './answer';
import type { Services } from './context';
import { decodePlace, encodePlace } from './cursor';
import { badInput, notFound } from './errors';
import { idSchema, pageShape } from './input';
import type { Page } from './job-view';
import type { DigestView } from './output-index';
import { commandIndexSchema, countrySchema } from './output-search';

const which = {
  jobId: idSchema,
  /** 0-based, in the plan. */
  command: commandIndexSchema,
  country: countrySchema.optional(),
  platform: z.enum(DEVICE_PLATFORMS).optional(),
};
export const groupsInputSchema = z.strictObject({ ...which, ...pageShape });
export const groupDevicesInputSchema = z.strictObject({
  ...which,
  platform: z.enum(DEVICE_PLATFORMS),
  group: z.string().regex(/^[\w-]{22}$/, 'expected the group of an answer of jobs.outputGroups'),
  ...pageShape,
});

export const groupedDeviceSchema = z.object({ deviceId: z.string(), deviceName: z.string(), country: z.string() });
export type GroupedDevice = Answer<typeof groupedDeviceSchema>;

/** Devices of one platform whose answers differ in nothing but volatile parts (domain/volatile). */
const outputGroupSchema = z.object({
  group: z.string(),
  platform: z.enum(DEVICE_PLATFORMS),
  size: countSchema,
  largest: z.boolean().describe('Most devices of its platform are in it: the others are variants of it'),
  devices: z
    .array(groupedDeviceSchema)
    .describe('The first of them, in the order of the plan; the rest by jobs.outputGroupDevices'),
  bytes: countSchema.describe("Of the first device's answer"),
});
export type OutputGroup = Answer<typeof outputGroupSchema>;

/** Answer of `jobs.outputGroups`. Items stand by platform, most devices first, in each the largest group first. */
export const outputGroupsSchema = pageOf(outputGroupSchema).extend({
  platforms: z.array(
    z.object({
      platform: z.enum(DEVICE_PLATFORMS),
      devices: countSchema,
      identical: countSchema,
      variants: countSchema,
    }),
  ),
  answered: countSchema.describe('Devices that answered this command'),
  unanswered: countSchema.describe('Devices that ended without'),
  ended: countSchema,
  compared: countSchema.describe('Ended devices that have been compared; ask again until they are as many as `ended`'),
  complete: z.boolean(),
});
export type OutputGroupsView = Answer<typeof outputGroupsSchema>;

const BUDGET_MS = 500;
const SHOWN_DEVICES = 12;

interface Draft {
  readonly group: string;
  readonly platform: DevicePlatform;
  readonly positions: number[];
}

/** Equal outputs of one command, grouped. While the job runs, of the devices that have ended. */
export async function outputGroups(
  services: Services,
  input: z.infer<typeof groupsInputSchema>,
): Promise<OutputGroupsView> {
  const view = await compared(services, input);
  const { groups, unanswered } = grouped(view, input);
  const { plan } = view.outputs.job;
  const platforms = platformsOf(groups);
  const rank = new Map(platforms.map(({ platform }, at) => [platform, at]));
  const sorted = groups.sort(
    (a, b) =>
      rank.get(a.platform)! - rank.get(b.platform)! ||
      b.positions.length - a.positions.length ||
      a.positions[0]! - b.positions[0]!,
  );
  const from = decodePlace(input.cursor);
  const to = from + (input.limit ?? 50);
  const items = sorted.slice(from, to).map(({ group, platform, positions }, nth): OutputGroup => {
    return {
      group,
      platform,
      size: positions.length,
      largest: sorted[from + nth - 1]?.platform !== platform,
      devices: positions.slice(0, SHOWN_DEVICES).map((position) => deviceOf(plan.devices[position]!)),
      bytes: view.digests.get(positions[0]!)?.[input.command]?.bytes ?? 0,
    };
  });
  return {
    items,
    nextCursor: to < sorted.length ? encodePlace(to) : null,
    total: sorted.length,
    platforms,
    answered: platforms.reduce((sum, { devices }) => sum + devices, 0),
    unanswered,
    ended: view.ended,
    compared: view.compared,
    complete: view.complete,
  };
}

/** The devices of one group, in the order of the plan. */
export async function outputGroupDevices(
  services: Services,
  input: z.infer<typeof groupDevicesInputSchema>,
): Promise<Page<GroupedDevice>> {
  const view = await compared(services, input);
  const group = grouped(view, input).groups.find((one) => one.group === input.group);
  if (!group) throw notFound(`Group ${input.group} of command ${input.command}`);
  const from = decodePlace(input.cursor);
  const to = from + (input.limit ?? 100);
  const { devices } = view.outputs.job.plan;
  return {
    items: group.positions.slice(from, to).map((position) => deviceOf(devices[position]!)),
    nextCursor: to < group.positions.length ? encodePlace(to) : null,
    total: group.positions.length,
  };
}

const deviceOf = ({ deviceId, name, country }: { deviceId: string; name: string; country: string }): GroupedDevice => ({
  deviceId,
  deviceName: name,
  country,
});

interface Which {
  readonly command: number;
  readonly country?: string | undefined;
  readonly platform?: DevicePlatform | undefined;
}

async function compared({ outputIndex }: Services, { jobId, command }: { jobId: string; command: number }) {
  const { plan } = (await outputIndex.open(jobId)).job;
  if (command >= plan.commands.length) {
    throw badInput('command', `expected at most ${plan.commands.length - 1}, the last command of this job`);
  }
  return outputIndex.digests({ jobId, scope: 'devices', commands: [command] }, BUDGET_MS);
}

function grouped({ outputs, digests }: DigestView, which: Which): { groups: Draft[]; unanswered: number } {
  const { plan } = outputs.job;
  const groups = new Map<string, Draft>();
  let unanswered = 0;
  for (const [position, { platform, country }] of plan.devices.entries()) {
    const answers = digests.get(position);
    const left = (which.country && country !== which.country) || (which.platform && platform !== which.platform);
    if (!answers || left) continue;
    const answer = answers[which.command];
    if (answer === undefined) continue;
    if (answer === null) {
      unanswered += 1;
      continue;
    }
    const key = `${platform} ${answer.digest}`;
    const group = groups.get(key);
    if (group) group.positions.push(position);
    else groups.set(key, { group: answer.digest, platform, positions: [position] });
  }
  return { groups: [...groups.values()], unanswered };
}

function platformsOf(groups: readonly Draft[]): OutputGroupsView['platforms'] {
  const sums = new Map<DevicePlatform, { devices: number; identical: number; variants: number }>();
  for (const { platform, positions } of groups) {
    const sum = sums.get(platform) ?? { devices: 0, identical: 0, variants: -1 };
    sums.set(platform, {
      devices: sum.devices + positions.length,
      identical: Math.max(sum.identical, positions.length),
      variants: sum.variants + 1,
    });
  }
  return [...sums]
    .map(([platform, sum]) => ({ platform, ...sum }))
    .sort((a, b) => b.devices - a.devices || a.platform.localeCompare(b.platform));
}
