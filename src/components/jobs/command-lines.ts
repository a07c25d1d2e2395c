import type { CatalogueCommand } from '@/domain/command-catalogue';
import { type DevicePlatform, PLATFORM_IDS, type PlatformId } from '@/domain/device';

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

/** Where nine of them stand in a row. */
const SHORT_NAMES = {
  cisco_ios: 'IOS',
  cisco_xr: 'IOS XR',
  cisco_nxos: 'NX-OS',
  arista_eos: 'EOS',
  juniper_junos: 'Junos',
  huawei_vrp: 'VRP',
  mikrotik_routeros: 'RouterOS',
  nokia_sros: 'SR OS',
  frr: 'FRR',
} satisfies Record<PlatformId, string>;

/** `IOS, NX-OS, FRR` */
export const shortNames = (platforms: readonly PlatformId[]): string =>
  platforms.map((platform) => SHORT_NAMES[platform]).join(', ');

/** `Not on FRR`; where most lack the command: `Not on the other 8 platforms`. */
export function missingText({ shared, missing }: CommandLines): string | null {
  if (missing.length === 0) return null;
  const having = shared.reduce((total, { platforms }) => total + platforms.length, 0);
  if (having === 0 || missing.length <= Math.max(having, 2)) return `Not on ${shortNames(missing)}`;
  return `Not on the other ${missing.length} platforms`;
}
