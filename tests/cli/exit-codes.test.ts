import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { EXIT, EXIT_WORDS, type Exit } from '@/cli/exit-codes';

/** Scripts of others rely on these numbers: none may change, and none may be missing where they are looked up. */
it('exit codes stay what they are, and the documentation has each', async () => {
  expect(EXIT).toEqual({
    ok: 0,
    devicesFailed: 1,
    usage: 2,
    refused: 3,
    unreachable: 4,
    canceled: 5,
    conflict: 6,
    internal: 7,
    interrupted: 130,
    readerGone: 141,
    terminated: 143,
  });
  const docs = await readFile('docs/cli.md', 'utf8');
  const table = docs.slice(docs.indexOf('## Exit codes'));
  for (const [exit, code] of Object.entries(EXIT)) {
    expect(table).toMatch(new RegExp(`^\\| (?:\\d+, )?${code}[, |]`, 'm'));
    if (code < 8 && exit !== 'internal') expect(table).toContain(`| ${code} | ${EXIT_WORDS[exit as Exit]}`);
  }
});
