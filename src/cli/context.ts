import type { Exit } from './exit-codes';
import { openPortal, type Portal } from './portal';
import { type SettingOptions, settingsFrom } from './settings';
import type { Env, Terminal } from './terminal/terminal';

/** Options that every command takes. */
export interface GlobalOptions extends SettingOptions {
  readonly json?: boolean | undefined;
}

/** What a command works with. */
export interface Context {
  readonly env: Env;
  /** Data alone. */
  readonly out: Terminal;
  /** Messages for people. */
  readonly err: Terminal;
  /** Told once when somebody wants this program to end, by Ctrl-C or another signal; returns how to stop listening. */
  readonly interruptions: (listener: (by: 'interrupted' | 'terminated') => void) => () => void;
  readonly readStdin: () => Promise<string>;
}

/** Runs `work` with the portal that options and environment name, and closes its connection afterwards. */
export async function withPortal(
  { env }: Context,
  options: SettingOptions,
  work: (portal: Portal) => Promise<Exit>,
): Promise<Exit> {
  const portal = openPortal(await settingsFrom(options, env));
  try {
    return await work(portal);
  } finally {
    portal.close();
  }
}
