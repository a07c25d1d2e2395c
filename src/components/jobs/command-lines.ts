import type { CatalogueCommand } from '@/domain/command-catalogue';
import { type DevicePlatform, PLATFORM_IDS, PLATFORM_LABELS, type PlatformId } from '@/domain/device';

export interface SharedLine {
  readonly line: string;
  readonly platforms: readonly PlatformId[];
}

/** What the platforms of a selection are sent for a catalogue command: each line once, and those that have none. */
export interface CommandLines {
  readonly shared: readonly SharedLine[];
  readonly missing: readonly PlatformId[];
  /** Some devices are recognised at connect; their line is one of the catalogue's. */
  readonly open: boolean;
}

/** Null: nothing is selected yet, so every platform counts. */
export function commandLines(command: CatalogueCommand, platforms: readonly DevicePlatform[] | null): CommandLines {
  const met = PLATFORM_IDS.filter((platform) => platforms?.includes(platform) ?? true);
  const shared = new Map<string, PlatformId[]>();
  const missing: PlatformId[] = [];
  for (const platform of met) {
    const line = command.lines[platform];
    if (line === undefined) missing.push(platform);
    else shared.set(line, [...(shared.get(line) ?? []), platform]);
  }
  return {
    shared: [...shared].map(([line, having]) => ({ line, platforms: having })),
    missing: platforms ? missing : [],
    open: platforms?.includes('auto') ?? false,
  };
}

/** `Cisco IOS / IOS XE, FRRouting` */
export const platformNames = (platforms: readonly DevicePlatform[]): string =>
  platforms.map((platform) => PLATFORM_LABELS[platform]).join(', ');
