export type AuthMethod = 'password' | 'keyboard-interactive' | 'publickey';

/** Where the shell stood when a line came in. A pager takes single keys, everything else whole lines. */
export type LinePlace = 'exec' | 'config' | 'password' | 'question' | 'pager' | 'exec-channel';

/** What happened. `session` numbers the TCP connections of the whole lab from 1. */
export type LedgerEvent =
  | { readonly kind: 'connect'; readonly session: number }
  | { readonly kind: 'login_failed'; readonly session: number; readonly method: AuthMethod; readonly username: string }
  | { readonly kind: 'login'; readonly session: number; readonly method: AuthMethod; readonly username: string }
  | { readonly kind: 'shell'; readonly session: number }
  /** `text` is the line as received, without its end; passwords are entered as '<password>'. */
  | { readonly kind: 'line'; readonly session: number; readonly place: LinePlace; readonly text: string }
  /** `bytes` came into the shell in all; `unfinished` is what was typed after the last line end. */
  | { readonly kind: 'close'; readonly session: number; readonly bytes: number; readonly unfinished: string };

/** An event with its place in the one sequence of the lab. `at` is in milliseconds since 1970 and never goes back. */
export type LedgerEntry = LedgerEvent & { readonly seq: number; readonly at: number; readonly router: string };

export interface Period {
  readonly from?: number;
  readonly to?: number;
}
