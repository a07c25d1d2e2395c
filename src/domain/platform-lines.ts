import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { DEVICE_PLATFORMS, type DevicePlatform } from './device';
import { lineFor, type PlannedDevice } from './job';
import type { PlannedCommand } from './job-schema';

/** What the devices of one platform in a job are sent. */
export const platformLinesSchema = z.object({
  platform: z.enum(DEVICE_PLATFORMS),
  devices: z.number().int(),
  lines: z
    .array(z.string().nullable())
    .describe(
      'By command: the exact line; null where the platform has no such command, so that it is left out there. A catalogue command is null for `auto` as well: its line is chosen at connect',
    ),
});
export type PlatformLines = DeepReadonly<z.infer<typeof platformLinesSchema>>;

/** For each platform of a job its devices and lines; most devices first. */
export function linesByPlatform(
  commands: readonly PlannedCommand[],
  devices: readonly Pick<PlannedDevice, 'platform'>[],
): PlatformLines[] {
  const totals = new Map<DevicePlatform, number>();
  for (const { platform } of devices) totals.set(platform, (totals.get(platform) ?? 0) + 1);
  return [...totals]
    .map(([platform, total]) => ({
      platform,
      devices: total,
      lines: commands.map((command) => plannedLine(command, platform)),
    }))
    .sort((a, b) => b.devices - a.devices || a.platform.localeCompare(b.platform));
}

/** As far as it is known before the connection; null for a catalogue command on `auto`, or where there is none. */
export function plannedLine(command: PlannedCommand, platform: DevicePlatform): string | null {
  if (platform !== 'auto') return lineFor(command, platform);
  return command.lines === null ? command.line : null;
}

/** Whether it is known beforehand that devices of this platform would be sent nothing at all. */
export const hasNoLine = ({ platform, lines }: PlatformLines): boolean =>
  platform !== 'auto' && lines.every((line) => line === null);
