import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; null where there is none. With `CI=true` a missing one is a failure, never a skip. */
export function chromiumPath(): string | null {
  const found = CHROMIUM.find((path) => existsSync(path)) ?? null;
  if (!found && process.env.CI === 'true')
    throw new Error(`Browser tests need Chromium at one of: ${CHROMIUM.join(', ')}`);
  if (!found) process.stderr.write(`SKIPPED: browser tests: no Chromium at ${CHROMIUM.join(', ')}\n`);
  return found;
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // Chromium's sandbox does not start as root, which is what containers are.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
