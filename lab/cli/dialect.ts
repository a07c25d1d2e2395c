import type { View } from './view';

/**
 * Where a shell stands. 'user' is IOS privilege level 1; 'config-…' are sub-modes of 'config'; 'shell' is the Unix shell
 * under Junos; 'md' is the model-driven CLI of SR OS; a path is a menu of RouterOS.
 */
export type Mode = 'user' | 'exec' | 'config' | 'config-router' | 'config-if' | 'shell' | 'md' | 'md-config' | Menu;
export type Menu = `/${string}`;

/** Who sits at a shell, at what terminal, and how its router is set. */
export interface Seat {
  /** As in the prompt: without what RouterOS lets one hang on it. */
  readonly username: string;
  readonly columns: number;
  readonly rows: number;
  /** RouterOS: escape sequences for colors are wanted. */
  readonly colors: boolean;
  /** SR OS: something is configured and not saved. */
  readonly unsaved?: boolean;
  /** SR OS: sessions start in the model-driven CLI. */
  readonly modelDriven?: boolean;
}

export const PLAIN_SEAT: Seat = { username: 'admin', columns: 80, rows: 24, colors: false };

/** What a line makes the router do. Text has '\n' between lines; the terminal sends CR LF. */
export type Reply =
  | { readonly kind: 'text'; readonly text: string; readonly refused?: true; readonly unpaged?: boolean }
  /** Lines per page; 0 turns paging off. */
  | { readonly kind: 'paging'; readonly lines: number; readonly text?: string }
  /** A line with date and time before each output, from the next one on. */
  | { readonly kind: 'stamps'; readonly on: boolean }
  /** Whether the space key completes words, from the next line on. */
  | { readonly kind: 'completion'; readonly on: boolean; readonly text?: string }
  | { readonly kind: 'mode'; readonly mode: Mode; readonly text?: string }
  /** Ask for the enable password, then go to 'exec'. */
  | { readonly kind: 'enable' }
  /** Ask something and wait for a whole line of answer. `text` follows when the answer starts with y. */
  | { readonly kind: 'question'; readonly prompt: string; readonly text: string }
  | { readonly kind: 'logout' };

/** One vendor's shell, as pure functions. */
export interface Dialect {
  /** Printed when the shell opens, before the first prompt. */
  readonly greeting: string;
  /** Lines per page before `terminal length`; 0 for a shell that never pages. */
  readonly pageLines: number;
  /** Default: IOS's. */
  readonly pager?: PagerStyle;
  /** What the Enter key is echoed as; default CR LF. */
  readonly enterEcho?: string;
  /** Control characters written before each prompt, not counted in its length. */
  readonly promptLead?: string;
  /** Echoes what comes while a command runs at once, and not again when it is read. */
  readonly echoesAhead?: boolean;
  /** How `enable` is answered where that is not as IOS does it. */
  readonly enable?: { readonly withoutPassword: 'granted' | 'refused'; readonly wrong: string };
  /** The line before each output until it is switched off ('stamps'). */
  stamp?(at: Date): string;
  /** `ha` is the router's state of high availability, put where this shell shows it. */
  prompt(hostname: string, mode: Mode, ha?: string, seat?: Seat): string;
  /** `promptLength` is that of the prompt on the screen; default: as the router's own name makes it. */
  execute(line: string, mode: Mode, view: View, promptLength?: number, seat?: Seat): Reply;
  /** What a refused line looks like in this shell (used by the `invalid_input` fault too). */
  refuse(line: string, promptLength: number, offset: number, mode?: Mode): string;

  /** Where a session starts, unless that is 'user' or 'exec' by its privilege. */
  startMode?(seat: Seat): Mode;
  /** Reads a login name that may say more than a name. */
  login?(name: string): Partial<Seat> & { readonly username: string };
  /** Lines per page at a seat, where that is not `pageLines`. */
  pageLinesAt?(seat: Seat): number;
  /** True for lines that prepare a session: they are answered at once and are not counted as commands. */
  isSetup?(line: string): boolean;
  /** What the space key adds to the echo of the last word, until that is switched off ('completion'). */
  complete?(line: string, mode: Mode): string;
  readonly painter?: Painter;
  /** Only CR ends a line, alone or before LF; else LF alone does too. */
  readonly returnEndsLines?: boolean;
  /** Asked before the first prompt where the router is set to. */
  readonly loginQuestion?: LoginQuestion;
}

/** How a terminal is painted by a shell that does more than to echo. */
export interface Painter {
  prompt(prompt: string, seat: Seat): string;
  /** After a typed character, which `line` has already; empty for an erased one. */
  typed(character: string, line: string, prompt: string, seat: Seat): string;
  /** At the end of a line. */
  entered(line: string, prompt: string): string;
}

export interface LoginQuestion {
  readonly prompt: string;
  /** One key, or a line. */
  readonly by: 'key' | 'line';
  /** Printed for an answer that starts with y. */
  readonly yes: string;
}

/** The last line of a page, how it is wiped away when a key comes, and what keys do (default: as in IOS). */
export interface PagerStyle {
  /** `shown` of `total` lines have gone before. */
  readonly more: string | ((shown: number, total: number) => string);
  readonly wipe: string;
  key?(key: string): 'page' | 'line' | 'rest' | 'quit';
}

/** A reply in the shell's words for a line that it does not run. */
export function refused(content: string): Reply {
  return { kind: 'text', text: content, refused: true };
}

export const isRefused = (reply: Reply): boolean => reply.kind === 'text' && reply.refused === true;

/** A reply of plain text. */
export function text(content: string): Reply {
  return { kind: 'text', text: content };
}
