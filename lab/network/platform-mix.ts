import { LAB_PLATFORMS, type LabPlatform } from './model';
import type { Random } from './random';

/** Shares by platform, as whole numbers from 1: `{ cisco_xr: 1, arista_eos: 2 }` makes two of three routers EOS. */
export type PlatformMix = Readonly<Partial<Record<LabPlatform, number>>>;

/** The platform of the next router. Takes exactly one number from the random source, so that a mix moves no cable. */
export type PlatformPicker = (random: Random) => LabPlatform;

/** Every platform in equal shares. */
export const EVERY_PLATFORM: PlatformMix = Object.fromEntries(LAB_PLATFORMS.map((platform) => [platform, 1]));

/**
 * Without a mix: FRR with a chance of one third, else IOS. With a mix the shares are exact over every run of routers as
 * long as their sum, so that a fleet of nine with nine platforms has one of each.
 */
export function createPlatformPicker(mix?: PlatformMix): PlatformPicker {
  if (!mix) return (random) => (random.chance(1 / 3) ? 'frr' : 'cisco_ios');
  const turns = readMix(mix).map(([platform, share]) => ({ platform, share, credit: 0 }));
  const total = turns.reduce((sum, turn) => sum + turn.share, 0);
  return (random) => {
    random.next();
    for (const turn of turns) turn.credit += turn.share;
    const chosen = turns.reduce((most, turn) => (turn.credit > most.credit ? turn : most));
    chosen.credit -= total;
    return chosen.platform;
  };
}

function readMix(mix: PlatformMix): [LabPlatform, number][] {
  const shares = Object.entries(mix).map(([name, share]): [LabPlatform, number] => {
    const platform = LAB_PLATFORMS.find((known) => known === name);
    if (!platform) throw new RangeError(`platforms: expected one of ${LAB_PLATFORMS.join(' ')}, got ${name}`);
    if (!Number.isInteger(share) || share < 1) {
      throw new RangeError(`platforms: expected a whole number from 1 for ${name}, got ${share}`);
    }
    return [platform, share];
  });
  if (shares.length === 0) throw new RangeError('platforms: expected at least one platform, got none');
  return shares;
}
