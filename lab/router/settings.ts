import type { OldAlgorithms } from './algorithms';
import type { AuthMethod } from './ledger-entry';
import type { EchoStyle } from './traps';

/** How one router behaves when nothing is wrong with it. */
export interface DeviceSettings {
  /** Milliseconds between a command and its answer. */
  readonly thinkTimeMs: number;
  /** 1 starts at `host>` (IOS only), 15 at `host#`. */
  readonly privilege: 1 | 15;
  /** Login methods offered, in this order. */
  readonly auth: readonly AuthMethod[];
  /** SSH banner, sent before authentication (RFC 4252 section 5.4). '{prompt}' in it becomes the prompt. */
  readonly banner?: string;
  /** Message of the day, printed in the shell before the first prompt. '{prompt}' in it becomes the prompt. */
  readonly motd?: string;
  /** What the prompt shows instead of the hostname. */
  readonly promptName?: string;
  /**
   * State of high availability as the prompt shows it: '-stby' behind the name of IOS, '(standby)' behind that of NX-OS,
   * '(s1)' behind that of EOS, the node 'RP/0/RSP1/CPU0' of IOS XR, 'master:0' above that of Junos, 'HRP_M' before the
   * name of VRP.
   */
  readonly ha?: string;
  /** Prompt and output come with colors and erasures. */
  readonly ansi?: boolean;
  /** Default 'once'. */
  readonly echo?: EchoStyle;
  /** Asks for the terminal's status (ESC [ 5 n) before the first prompt, as EOS may. */
  readonly statusQuery?: boolean;
  /** Milliseconds until the first prompt; default 0. */
  readonly promptDelayMs?: number;
  /** A connection that begins sooner than this after the one before is closed before the banner; IOS XR: 1000. */
  readonly connectGapMs?: number;
  /** So many connections at a time; further ones are reset before the banner. */
  readonly vtyLines?: number;
  /** Offers old algorithms and an RSA or DSA host key, and nothing else. */
  readonly algorithms?: OldAlgorithms;
  /** SR OS: unsaved changes, shown as a star in the prompt. */
  readonly unsaved?: boolean;
  /** SR OS: sessions start in the model-driven CLI, not in the classic one. */
  readonly modelDriven?: boolean;
  /** VRP and RouterOS: a question comes before the first prompt. */
  readonly asksAtLogin?: boolean;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Public key in OpenSSH format with which one may log in by 'publickey'. */
  readonly authorizedKey?: string;
  /** Without it `enable` answers "% No password set". */
  readonly enablePassword?: string;
}

export const DEFAULT_SETTINGS: DeviceSettings = {
  thinkTimeMs: 0,
  privilege: 15,
  auth: ['password', 'keyboard-interactive'],
};

/** The think time of one router: `thinkTimeMs`, more or less by up to `thinkTimeSpread` (0 to 1) of it. `chance` is any integer of its own. */
export function ownThinkTimeMs(
  {
    thinkTimeMs = DEFAULT_SETTINGS.thinkTimeMs,
    thinkTimeSpread = 0,
  }: { thinkTimeMs?: number; thinkTimeSpread?: number },
  chance: number,
): number {
  return Math.round(thinkTimeMs * (1 + thinkTimeSpread * ((chance % 2_001) / 1_000 - 1)));
}
