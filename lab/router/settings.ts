import type { AuthMethod } from './ledger-entry';

/** How one router behaves when nothing is wrong with it. */
export interface DeviceSettings {
  /** Milliseconds between a command and its answer. */
  readonly thinkTimeMs: number;
  /** 1 starts at `host>` (IOS only), 15 at `host#`. */
  readonly privilege: 1 | 15;
  /** Login methods offered, in this order. */
  readonly auth: readonly AuthMethod[];
  /** SSH banner, sent before authentication (RFC 4252 section 5.4). */
  readonly banner?: string;
  /** Message of the day, printed in the shell before the first prompt. */
  readonly motd?: string;
  /** What the prompt shows instead of the hostname. */
  readonly promptName?: string;
  /** State of high availability as the prompt shows it: 'master:0' above that of Junos, 'HRP_M' before the name of VRP. */
  readonly ha?: string;
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
  /** Without it `enable` answers "% No password set". */
  readonly enablePassword?: string;
}

export const DEFAULT_SETTINGS: DeviceSettings = {
  thinkTimeMs: 0,
  privilege: 15,
  auth: ['password', 'keyboard-interactive'],
};
