import type { DevicePlatform, PlatformId } from '@/domain/device';
import { CISCO_IOS } from './cisco-ios';
import { FRR } from './frr';
import type { Platform } from './platform';

/** The platforms that a session can be held with. */
export const PLATFORMS: Partial<Record<PlatformId, Platform>> = { cisco_ios: CISCO_IOS, frr: FRR };

export const SUPPORTED_PLATFORMS = Object.keys(PLATFORMS) as PlatformId[];

/** Any prompt of any supported platform: what a session waits for while the platform of an `auto` device is not known. */
export const UNKNOWN_PLATFORM_PROMPT = /^(?<host>[\w.\-@/:]{1,100})[>#] ?$/;

export function isSupported(platform: DevicePlatform): boolean {
  return platform === 'auto' || PLATFORMS[platform] !== undefined;
}

/** What an unknown router has shown of itself by the time of its first prompt. */
export interface FirstImpression {
  /** Software part of the SSH identification line, e.g. `Cisco-1.25`. */
  readonly ident: string;
  /** Everything that came before the prompt. */
  readonly greeting: string;
  readonly prompt: string;
}

/** Null: nothing that it showed names a supported platform. */
export function recognise(impression: FirstImpression): Platform | null {
  for (const platform of Object.values(PLATFORMS)) {
    const { ident, greeting, prompt } = platform.recognise;
    const named = ident?.test(impression.ident) || greeting?.test(impression.greeting);
    if (named && prompt.test(impression.prompt)) return platform;
  }
  return null;
}
