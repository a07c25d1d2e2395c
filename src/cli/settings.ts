import { readFile } from 'node:fs/promises';
import { usage } from './exit-codes';
import type { Env } from './terminal/terminal';

/** Which portal, and as whom. */
export interface Settings {
  readonly url: string;
  readonly token: string;
  /** How long the portal may take for an answer, milliseconds; the client's own where it is absent. */
  readonly timeoutMs?: number | undefined;
}

export interface SettingOptions {
  readonly url?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly timeout?: number | undefined;
}

/**
 * Options before environment. There is no option for the token itself: everybody on the machine can read the arguments
 * of a running program.
 */
export async function settingsFrom(options: SettingOptions, env: Env): Promise<Settings> {
  const url = options.url ?? env.AREAZERO_URL;
  if (!url) throw usage('No portal: give --url, or set AREAZERO_URL (as in https://areazero.example.net)');
  const token = options.tokenFile ? await tokenFrom(options.tokenFile) : env.AREAZERO_TOKEN?.trim();
  if (!token) {
    throw usage('No API token: set AREAZERO_TOKEN, or give --token-file (an admin of the portal makes tokens)');
  }
  return { url, token, timeoutMs: options.timeout };
}

async function tokenFrom(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usage(`--token-file: cannot read ${file}: ${error.code}`);
  });
  if (text.trim() === '') throw usage(`--token-file: expected an API token in ${file}, found nothing`);
  return text.trim();
}
