import { commandViews, plannedCommand } from '@/domain/command';
import { classifyCommand } from '@/domain/command-kind';
import { PLATFORM_LABELS } from '@/domain/device';
import type { PlannedDevice } from '@/domain/job';
import type { PlannedCommand } from '@/domain/job-schema';
import { hasNoLine, linesByPlatform, type PlatformLines } from '@/domain/platform-lines';
import { badInput, named } from './errors';
import type { PlanWarning } from './job-plan-view';

type Platforms = readonly Pick<PlannedDevice, 'platform'>[];

/**
 * The commands of a new job, frozen. Throws BAD_REQUEST that names `commands` where devices of a platform would be sent
 * nothing at all; of an `auto` device that shows only at connect, and it fails there.
 */
export function planCommands(entries: readonly string[], devices: Platforms): PlannedCommand[] {
  const platforms = platformsOf(devices);
  return checked(
    entries.map((entry) => plannedCommand(entry, platforms)),
    devices,
  );
}

/** The commands of an ended job for devices as they are now: the same lines, judged for the platforms that they meet. */
export function planAgain(commands: readonly PlannedCommand[], devices: Platforms): PlannedCommand[] {
  const platforms = platformsOf(devices);
  const judged = commands.map((command) =>
    command.lines ? command : { ...command, kind: classifyCommand(command.line, platforms) },
  );
  return checked(judged, devices);
}

const platformsOf = (devices: Platforms) => [...new Set(devices.map(({ platform }) => platform))];

function checked(commands: PlannedCommand[], devices: Platforms): PlannedCommand[] {
  const silent = linesByPlatform(commands, devices).filter(hasNoLine);
  if (silent.length === 0) return commands;
  const platforms = silent.map(({ platform, devices: count }) => `${platform} (${count})`);
  throw badInput('commands', `expected at least one that exists on each platform; none on ${named(platforms)}`);
}

const platformWords = ({ platform }: PlatformLines): string =>
  platform === 'auto' ? 'devices that are recognised at connect' : PLATFORM_LABELS[platform];

/** What a mixed selection does to the lines: a command that some lack, a typed line that several get. */
export function lineWarnings(commands: readonly PlannedCommand[], lines: readonly PlatformLines[]): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const missing = commandViews(commands).flatMap(({ line, title }, index) => {
    const without = lines.filter((entry) => entry.platform !== 'auto' && entry.lines[index] === null);
    return without.length === 0 ? [] : [`${title ?? line} (${without.map(platformWords).join(', ')})`];
  });
  if (missing.length > 0) {
    warnings.push({
      code: 'not_on_platform',
      message: `Left out where the platform has no such command: ${missing.join('; ')}`,
    });
  }
  const typed = commands.filter((command) => command.lines === null).map(({ line }) => line);
  if (typed.length > 0 && lines.length > 1) {
    const platforms = lines.map(platformWords).join(', ');
    warnings.push({
      code: 'same_line_everywhere',
      message: `The same typed line goes to ${platforms}: ${typed.join('; ')}`,
    });
  }
  return warnings;
}
