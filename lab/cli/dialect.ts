import type { View } from './view';

/** Where a shell stands. 'user' is IOS privilege level 1; 'config-…' are sub-modes of 'config'. */
export type Mode = 'user' | 'exec' | 'config' | 'config-router' | 'config-if';

/** What a line makes the router do. Text has '\n' between lines; the terminal sends CR LF. */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  /** Lines per page; 0 turns paging off. */
  | { readonly kind: 'paging'; readonly lines: number }
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
  prompt(hostname: string, mode: Mode): string;
  execute(line: string, mode: Mode, view: View): Reply;
  /** What a refused line looks like in this shell (used by the `invalid_input` fault too). */
  refuse(line: string, promptLength: number, offset: number): string;
}

/** A reply of plain text. */
export function text(content: string): Reply {
  return { kind: 'text', text: content };
}
