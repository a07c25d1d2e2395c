import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** This portal's version, as package.json names it: the portal runs from the root of its checkout. */
export function portalVersion(): string {
  const { version } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { version: string };
  return version;
}
