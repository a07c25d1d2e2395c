import type { PlatformId } from '@/domain/device';

/**
 * What the wire must know of one operating system. Data only: a new platform is a record and transcripts.
 * Patterns are matched against the last, unfinished line with escape sequences removed, so `$` is the end of what came.
 */
export interface Platform {
  readonly id: PlatformId;
  /** Any prompt of this platform, anchored at both ends; group `host` is what stays the same from prompt to prompt. */
  readonly anyPrompt: RegExp;
  /** What may follow the learned host in a prompt: mode and final character, as the source of a pattern. */
  readonly promptEnd: string;
  /** In a mode, such as `(config)`, the router prints only this many characters of a longer host name. */
  readonly hostCharactersInMode: number;
  /** Sent after login, each answered by a prompt, before the first command. For this session only. */
  readonly setUpLines: readonly string[];
  /** How a rejected line is answered: sources of patterns for the start of an output line. */
  readonly refusals: readonly string[];
  /** Standing at the end with nothing after it, the router waits for an answer that this program must not give. */
  readonly questions: readonly RegExp[];
  readonly logOutLine: string;
  readonly enable: Enable | null;
  readonly recognise: Recognise;
}

export interface Enable {
  readonly line: string;
  readonly asksPassword: RegExp;
  /** A prompt of the privileged level. */
  readonly privileged: RegExp;
}

/** How a device of platform `auto` is told to be this one: the SSH identification or the greeting, and the prompt. */
export interface Recognise {
  /** Of the software part of the identification line (RFC 4253 §4.2). */
  readonly ident: RegExp | null;
  readonly greeting: RegExp | null;
  readonly prompt: RegExp;
}

/**
 * Questions that routers of many makers ask: confirmation, yes or no, a login, a file name, a pager.
 * Netmiko and scrapli list the same ones per command; here any of them ends the session.
 */
export const COMMON_QUESTIONS: readonly RegExp[] = [
  /\[confirm\]\s*$/i,
  /[([](?:y|n|yes|no)\s*\/\s*(?:y|n|yes|no)(?:\/\w+)?[)\]]\s*(?:\[\w*\])?\s*[:?]?\s*$/i,
  /\[(?:y|n|yes|no)\]\s*[:?]?\s*$/i,
  /(?:^|\s)(?:password|passcode|passphrase|username|login)\s*:\s*$/i,
  /\[[^\]]*\]\s*\?\s*$/,
  /--\s*more\s*--.{0,40}$/i,
  /press (?:return|enter|any key)\b.{0,60}$/i,
];
