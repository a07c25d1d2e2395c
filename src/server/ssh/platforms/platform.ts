import type { PlatformId } from '@/domain/device';

/**
 * How a shell talks: what the channel must know to tell answers from all else. Patterns are matched against the last,
 * unfinished line with escape sequences removed, so `$` is the end of what came.
 */
export interface Language {
  /** Any prompt, anchored at both ends; group `host` is what stays the same from prompt to prompt. */
  readonly anyPrompt: RegExp;
  /**
   * Prompts once the host is known: sources of patterns, matched against the whole line. `{host}` stands for the learned
   * host, `{cut}` for its first `hostCharactersInMode` characters.
   */
  readonly prompts: readonly string[];
  /** In a mode, such as `(config)`, the router prints only this many characters of a longer host name. */
  readonly hostCharactersInMode: number;
  /** Lines between an answer and the prompt that belong to the prompt, from the top; any of them may be missing. */
  readonly abovePrompt: readonly string[];
  /**
   * A second echo of the line, behind a prompt or without one, is never output. `again`: it is to be expected, so that a
   * prompt right behind the first is not the end; `repainted`: the line is painted anew, prompt and all, for each character.
   */
  readonly echo: 'once' | 'again' | 'repainted';
  /** How a rejected line is answered: sources of patterns for the start of an output line. */
  readonly refusals: readonly string[];
  /** Standing at the end with nothing after it, the router waits for an answer that this program must not give. */
  readonly questions: readonly RegExp[];
  /** The same, of questions that end in a line break. */
  readonly questionLines: readonly RegExp[];
  /** Standing at the end: the router waits before it shows the next page. */
  readonly pagers: readonly RegExp[];
}

/**
 * What the wire must know of one operating system. Data only: a new platform is a record and transcripts.
 */
export interface Platform extends Language {
  readonly id: PlatformId;
  /** What may be answered before the first prompt, each once. After that no question is answered. */
  readonly atLogin: readonly LoginAnswer[];
  /** Sent after login, each answered by a prompt, before the first command. For this session only. */
  readonly setUpLines: readonly string[];
  readonly lineEnd: '\n' | '\r\n';
  /** Put behind the user name at login: some routers take settings of the terminal there. */
  readonly userNameSuffix: string;
  readonly logOutLine: string;
  readonly enable: Enable | null;
  readonly recognise: Recognise;
}

export interface LoginAnswer {
  readonly asks: RegExp;
  /** Exactly what is sent. */
  readonly keys: string;
}

export interface Enable {
  readonly line: string;
  readonly asksPassword: RegExp;
  /** A prompt of the privileged level; null: prompts do not tell, a refusal of the password does. */
  readonly privileged: RegExp | null;
}

/** How a device of platform `auto` is told to be this one. */
export interface Recognise {
  /** Of the software part of the identification line (RFC 4253 §4.2). */
  readonly ident: RegExp | null;
  readonly greeting: RegExp | null;
  /** A prompt that no other platform has. */
  readonly prompt: RegExp | null;
  /** A line that changes nothing, sent where the signs above leave it open; its answer names the system. */
  readonly ask: string;
  readonly answer: RegExp;
}

/**
 * Questions that routers of many makers ask: confirmation, yes or no, a login, a file name.
 * Netmiko and scrapli list the same ones per command; here any of them ends the session. Spaces are bounded: a router
 * that sends hundreds of them must not keep a pattern busy.
 */
export const COMMON_QUESTIONS: readonly RegExp[] = [
  /\[confirm\]\s*$/i,
  /[([](?:y|n|yes|no)\s{0,2}[/,]\s{0,2}(?:y|n|yes|no)(?:\/\w{1,9})?[)\]]\s{0,3}(?:[[(]\w{0,9}[)\]])?\s{0,3}[:?]?\s*$/i,
  /\[(?:y|n|yes|no)\]\s{0,3}[:?]?\s*$/i,
  /(?:^|\s)(?:password|passcode|passphrase|username|login)\s{0,3}:\s*$/i,
  /\[[^\]]{0,100}\]\s{0,3}\?\s*$/,
  /\?\s{0,3}[[(][\w()/, ]{1,60}[\])]\s{0,3}(?:\[\w{0,9}\])?\s{0,3}:?\s*$/,
];

/** `--More--` of the Cisco-like and of VRP (`---- More ----`), and those that say which key they wait for. */
export const COMMON_PAGERS: readonly RegExp[] = [
  /--\s{0,3}more\s{0,3}--.{0,40}$/i,
  /press (?:return|enter|any key)\b.{0,60}$/i,
];

/** What most platforms have in common. */
export const ORDINARY = {
  hostCharactersInMode: 64,
  abovePrompt: [],
  echo: 'once',
  questions: COMMON_QUESTIONS,
  questionLines: [],
  pagers: COMMON_PAGERS,
  atLogin: [],
  lineEnd: '\n',
  userNameSuffix: '',
} as const satisfies Partial<Platform>;

/** `enable` as IOS has it, and those that took it over. */
export const ENABLE: Enable = { line: 'enable', asksPassword: /^\s*password:\s*$/i, privileged: /# ?$/ };
