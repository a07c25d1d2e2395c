import { type DevicePlatform, PLATFORM_IDS, type PlatformId } from '@/domain/device';
import { ARISTA_EOS } from './arista-eos';
import { CISCO_IOS } from './cisco-ios';
import { CISCO_NXOS } from './cisco-nxos';
import { CISCO_XR } from './cisco-xr';
import { FRR } from './frr';
import { HUAWEI_VRP } from './huawei-vrp';
import { JUNIPER_JUNOS } from './juniper-junos';
import { MIKROTIK_ROUTEROS } from './mikrotik-routeros';
import { NOKIA_SROS_CLASSIC, NOKIA_SROS_MD } from './nokia-sros';
import type { Language, Platform } from './platform';

/** How a session is held with each platform. Two records where one name stands for two shells, told apart by the prompt. */
export const PLATFORMS: Record<PlatformId, readonly Platform[]> = {
  cisco_ios: [CISCO_IOS],
  cisco_xr: [CISCO_XR],
  cisco_nxos: [CISCO_NXOS],
  arista_eos: [ARISTA_EOS],
  juniper_junos: [JUNIPER_JUNOS],
  huawei_vrp: [HUAWEI_VRP],
  mikrotik_routeros: [MIKROTIK_ROUTEROS],
  nokia_sros: [NOKIA_SROS_CLASSIC, NOKIA_SROS_MD],
  frr: [FRR],
};

export const SUPPORTED_PLATFORMS: readonly PlatformId[] = PLATFORM_IDS;

/** What a device of this platform may turn out to speak: of `auto`, anything. */
export function recordsOf(platform: DevicePlatform): readonly Platform[] {
  return platform === 'auto' ? Object.values(PLATFORMS).flat() : PLATFORMS[platform];
}

/** All these languages at once, for as long as it is not known which is spoken. The whole prompt counts as the host. */
export function anyOf(languages: readonly Language[]): Language {
  const prompts = languages.map(({ anyPrompt }) => anyPrompt.source.replace('(?<host>', '(?:'));
  return {
    anyPrompt: new RegExp(`^(?<host>(?:${prompts.join('|')}))$`),
    prompts: ['{host}'],
    hostCharactersInMode: 0,
    abovePrompt: [],
    echo: languages.length === 1 ? languages[0]!.echo : 'once',
    refusals: [],
    questions: distinct(languages.flatMap(({ questions }) => questions)),
    questionLines: distinct(languages.flatMap(({ questionLines }) => questionLines)),
    pagers: distinct(languages.flatMap(({ pagers }) => pagers)),
  };
}

/** The same with the questions of the login among those that are waited for. */
export function atLogin(language: Language, platforms: readonly Platform[]): Language {
  const asked = platforms.flatMap((platform) => platform.atLogin).map(({ asks }) => asks);
  return { ...language, questions: [...language.questions, ...asked] };
}

/**
 * The user name as the router wants it: RouterOS takes settings of the terminal behind it. Of a device of unknown platform
 * the identification tells. A name that has settings of its own stays as it is.
 */
export function loginName(username: string, platform: DevicePlatform, ident: string): string {
  if (username.includes('+')) return username;
  const records = recordsOf(platform).filter(({ recognise }) => platform !== 'auto' || recognise.ident?.test(ident));
  return username + (records[0]?.userNameSuffix ?? '');
}

const distinct = (patterns: readonly RegExp[]): RegExp[] => [...new Set(patterns)];
